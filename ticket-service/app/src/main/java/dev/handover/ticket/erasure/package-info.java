/** Erasing for good: what people wrote and who they are, from events, look-ups and snapshots. */
@NullMarked
package dev.handover.ticket.erasure;

import org.jspecify.annotations.NullMarked;
