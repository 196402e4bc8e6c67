/** The embedded PostgreSQL: its binaries, its databases and its roles. */
@NullMarked
package dev.handover.local.postgres;

import org.jspecify.annotations.NullMarked;
