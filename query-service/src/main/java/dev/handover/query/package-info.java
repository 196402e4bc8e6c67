/** query-service: every read of the system. */
@NullMarked
package dev.handover.query;

import org.jspecify.annotations.NullMarked;
