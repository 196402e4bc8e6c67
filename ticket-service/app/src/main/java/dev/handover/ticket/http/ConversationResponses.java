package dev.handover.ticket.http;

import org.jspecify.annotations.Nullable;

/** The answers to commands on conversations. */
final class ConversationResponses {
    private ConversationResponses() {}

    record Started(String conversationId, long version) {}

    /** @param version the conversation's */
    record Changed(long version) {}

    /**
     * @param version the conversation's
     * @param ticketId the ticket that has the message too, or null
     */
    record Posted(String messageId, long version, @Nullable String ticketId) {}

    /**
     * The ticket that the conversation goes on with.
     *
     * @param opened whether it was opened for it
     * @param version the ticket's
     */
    record Handed(String ticketId, long number, boolean opened, long version) {}
}
