/** What happens on tickets by itself when its time has come. */
@NullMarked
package dev.handover.ticket.due;

import org.jspecify.annotations.NullMarked;
