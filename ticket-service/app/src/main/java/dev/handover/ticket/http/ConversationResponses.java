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
     * The ticket that the conversation goes on with; all null where the workspace opens none for it.
     *
     * @param opened whether it was opened for it
     * @param version the ticket's
     */
    record Handed(
            @Nullable String ticketId,
            @Nullable Long number,
            boolean opened,
            @Nullable Long version) {}
}
