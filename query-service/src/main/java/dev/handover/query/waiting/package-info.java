/** Readers that wait, bounded, until what a command wrote can be seen. */
@NullMarked
package dev.handover.query.waiting;

import org.jspecify.annotations.NullMarked;
