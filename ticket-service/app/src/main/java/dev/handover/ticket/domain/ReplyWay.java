package dev.handover.ticket.domain;

import java.util.Optional;

/**
 * By which conversation an answer goes to the requester.
 *
 * @param conversation empty where one is to begin, by email
 */
public record ReplyWay(Optional<ConversationId> conversation, Reason reason) {
    /** Why an answer goes that way. */
    public enum Reason {
        /** The operator named it. */
        NAMED,
        /** It is the ticket's primary one. */
        PRIMARY,
        /** The primary one is over, this one is not. */
        STILL_OPEN,
        /** All are over; an email reaches the requester. */
        EMAIL_INSTEAD,
        /** The ticket has had none so far. */
        NONE_YET
    }

    /** Whether the requester can still be reached there: mail always arrives, a chat may be over. */
    public static boolean reaches(Conversation.Started conversation) {
        return conversation.channel().equals(AnswerDecider.EMAIL)
                || !conversation.attendance().closed();
    }

    /** What to do where none of the ticket's conversations reaches the requester. */
    public static ReplyWay around(Conversation.Started primary) {
        return primary.requester().map(Recipient::email).isPresent()
                ? new ReplyWay(Optional.empty(), Reason.EMAIL_INSTEAD)
                : new ReplyWay(Optional.of(primary.id()), Reason.PRIMARY);
    }
}
