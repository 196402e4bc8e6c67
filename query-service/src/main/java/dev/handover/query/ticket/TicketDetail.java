package dev.handover.query.ticket;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.handover.ticket.contract.Phase;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One ticket.
 *
 * @param source how it was opened
 * @param followUpOf the closed ticket that it goes on from, or null
 * @param actions what this caller may do with it now
 */
record TicketDetail(
        @JsonUnwrapped Row row,
        String description,
        String source,
        @Nullable String followUpOf,
        List<Conversation> conversations,
        List<Action> actions) {
    /** A thread that belongs to the ticket. */
    record Conversation(
            String conversationId,
            boolean primary,
            @Nullable String channel,
            @Nullable String subject) {}

    /** What may be done to a ticket. */
    enum Action {
        REPLY("reply"),
        NOTE("note"),
        ASSIGN("assign"),
        SET_STATUS("setStatus"),
        SET_PRIORITY("setPriority"),
        SET_TAGS("setTags");

        private final String key;

        Action(String key) {
            this.key = key;
        }

        @JsonValue
        String key() {
            return key;
        }

        /** A closed ticket is not replied to: an operator sets a status first; a ticket without a requester never is. */
        static List<Action> of(Row row) {
            List<Action> actions = new ArrayList<>();
            if (row.requester() != null && row.phase() != Phase.CLOSED) {
                actions.add(REPLY);
            }
            actions.addAll(List.of(NOTE, ASSIGN, SET_STATUS, SET_PRIORITY, SET_TAGS));
            return actions;
        }
    }
}
