/** Tests of what happens on tickets by itself. */
@NullMarked
package dev.handover.ticket.due;

import org.jspecify.annotations.NullMarked;
