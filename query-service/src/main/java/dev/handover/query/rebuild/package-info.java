/** Builds the views again beside the live ones, and switches. */
@NullMarked
package dev.handover.query.rebuild;

import org.jspecify.annotations.NullMarked;
