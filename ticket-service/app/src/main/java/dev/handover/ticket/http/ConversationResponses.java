package dev.handover.ticket.http;

import dev.handover.ticket.ticket.MoveSteps;
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
     * @param conversationId that the message is in now
     * @param ticketId the ticket that has it now
     * @param version the ticket's
     */
    record MessageMoved(String ticketId, long number, String conversationId, long version) {
        static MessageMoved of(MoveSteps.Done done) {
            return new MessageMoved(
                    done.ticket().facts().id().value(),
                    done.ticket().facts().number(),
                    done.conversation().value(),
                    done.ticket().version());
        }
    }

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
