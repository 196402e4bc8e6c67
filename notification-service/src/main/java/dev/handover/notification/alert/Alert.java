package dev.handover.notification.alert;

import dev.handover.ticket.contract.Actor;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One person is to know one thing.
 *
 * @param eventId the event it comes from
 * @param operatorId who is to know
 * @param ticketId the ticket to look at; null where there is none yet
 * @param message the message to look at, where there may be no ticket
 * @param by who caused it
 * @param preview the first characters of the note or message, on one line; null where there is no text
 * @param at when it happened
 */
public record Alert(
        String eventId,
        String workspace,
        String operatorId,
        Reason reason,
        @Nullable String ticketId,
        @Nullable Message message,
        Actor by,
        @Nullable String preview,
        Instant at) {
    /** A message in its conversation. */
    public record Message(String conversationId, String messageId) {}

    /** The same for the same event, person and reason, whenever it is made. */
    public String notificationId() {
        return UUID.nameUUIDFromBytes((eventId + "\n" + workspace + "\n" + operatorId + "\n" + reason.key())
                        .getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
