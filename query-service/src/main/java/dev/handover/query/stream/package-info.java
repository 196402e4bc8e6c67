/** The live stream of changes. */
@NullMarked
package dev.handover.query.stream;

import org.jspecify.annotations.NullMarked;
