/** A small service with all the shared edges, for their tests. */
@NullMarked
package dev.handover.foundation.edges;

import org.jspecify.annotations.NullMarked;
