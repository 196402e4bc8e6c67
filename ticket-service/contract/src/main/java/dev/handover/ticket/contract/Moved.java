package dev.handover.ticket.contract;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who brought a message to the conversation that it is in, and from where.
 *
 * @param times how often it was moved, with this time
 * @param conversationId the conversation that it was in
 * @param ticketId the ticket that had it; null where none did, as with its number
 * @param threadedBy what had led it there; null where its channel does not tell
 */
public record Moved(
        int times,
        String conversationId,
        @Nullable String ticketId,
        @Nullable Long ticketNumber,
        @Nullable ThreadedBy threadedBy,
        Actor by,
        Instant at) {}
