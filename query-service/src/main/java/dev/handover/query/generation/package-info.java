/** The generations of the views: which one is read, which one is being built, and where their tables are. */
@NullMarked
package dev.handover.query.generation;

import org.jspecify.annotations.NullMarked;
