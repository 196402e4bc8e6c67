package dev.handover.channel.delivery;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/** The last step of a channel: what it can send, and the sending. */
public interface Transport {

    /** Its name, such as {@code email}. */
    String channel();

    /** The account that the message goes out through, as things are now. */
    Optional<String> account(OutgoingReply reply, String workspace);

    /** The channel's id of the message, where it is known before it is sent. */
    Optional<String> externalId(UUID messageId, String accountId);

    /** Why this can't be sent at all, or must not be. */
    Optional<Problem> refusal(OutgoingReply reply, Optional<String> accountId);

    /** How many messages an account may send in a minute; empty for any number. */
    OptionalInt perMinute(String accountId);

    /**
     * Hands the message over; takes as long as the channel takes.
     *
     * @param beforeEnd runs before the step after which the channel may have accepted the message
     */
    Outcome attempt(Outgoing outgoing, Runnable beforeEnd);

    /**
     * What becomes of a message of this account whose attempt was not heard to its end, because this process died or the
     * connection broke off: repeatable by its identity, or as the account's settings say.
     */
    AfterCrash afterCrash(Optional<String> accountId);

    /** Lets go of connections that are not in use. */
    void rest(boolean all);
}
