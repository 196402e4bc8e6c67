package dev.handover.ticket.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who brought a message to another conversation, and from where.
 *
 * @param times how often it was moved, with this time
 * @param ticketId the ticket that had it; null where none did, as with its number
 * @param threadedBy what had led it there
 */
public record Moved(
        int times,
        ConversationId from,
        @Nullable TicketId ticketId,
        @Nullable Long ticketNumber,
        @Nullable ThreadedBy threadedBy,
        Actor by,
        Instant at) {}
