/** What can be done to conversations: each use as one step over the streams and look-ups concerned. */
@NullMarked
package dev.handover.ticket.conversation;

import org.jspecify.annotations.NullMarked;
