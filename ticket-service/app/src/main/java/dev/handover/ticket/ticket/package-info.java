/** What can be done to tickets: each use as one step over the streams and look-ups concerned. */
@NullMarked
package dev.handover.ticket.ticket;

import org.jspecify.annotations.NullMarked;
