package dev.handover.query.ticket;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.handover.ticket.contract.Actor;
import dev.handover.ticket.contract.Phase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One ticket.
 *
 * @param source how it was opened
 * @param followUpOf the closed ticket that it goes on from, or null
 * @param relations tickets that it is merged into, has absorbed, was split from or gave messages to, as they came
 * @param actions what this caller may do with it now
 */
record TicketDetail(
        @JsonUnwrapped Row row,
        String description,
        String source,
        @Nullable String followUpOf,
        List<Conversation> conversations,
        List<Relation> relations,
        List<LinkedRecord> records,
        List<ExternalReference> externalReferences,
        List<Action> actions) {
    /**
     * A thread that belongs to the ticket.
     *
     * @param agentId the AI agent that is present, or null
     * @param pausedBy who has paused it, or null while it answers
     * @param takenOverBy the operator who answers instead, or null
     */
    record Conversation(
            String conversationId,
            boolean primary,
            @Nullable String channel,
            @Nullable String subject,
            @Nullable String agentId,
            @Nullable Actor pausedBy,
            @Nullable Actor takenOverBy,
            boolean closed,
            List<Participant> participants) {}

    /** Somebody else than the requester who wrote in a thread, by an address that proves nothing. */
    record Participant(String address, @Nullable String name) {}

    /**
     * A ticket that belongs together with it.
     *
     * @param kind merged_into, absorbed, split_from or split_off
     */
    record Relation(String kind, String ticketId, long number) {
        boolean isMerge() {
            return kind.equals("merged_into");
        }
    }

    /** A record elsewhere that belongs to the ticket: an activity_case, an alert or a url. */
    record LinkedRecord(
            String recordId,
            String type,
            @Nullable String reference,
            String title,
            @Nullable String url) {}

    /** The ticket's counterpart on another platform. */
    record ExternalReference(
            String platform, String remoteId, @Nullable String url, String direction, Instant lastSyncAt) {}

    /** What may be done to a ticket. */
    enum Action {
        REPLY("reply"),
        NOTE("note"),
        ASSIGN("assign"),
        SET_STATUS("setStatus"),
        SET_PRIORITY("setPriority"),
        SET_TAGS("setTags"),
        MERGE("merge"),
        UNMERGE("unmerge"),
        SPLIT("split"),
        FOLLOW_UP("followUp"),
        SET_SUBJECT("setSubject"),
        SET_DESCRIPTION("setDescription"),
        CLASSIFY("classify"),
        LINK_RECORD("linkRecord"),
        SNOOZE("snooze"),
        WAKE("wake"),
        ARCHIVE("archive"),
        RESTORE("restore"),
        REOPEN("reopen");

        private final String key;

        Action(String key) {
            this.key = key;
        }

        @JsonValue
        String key() {
            return key;
        }

        /** A closed ticket is not replied to: an operator sets a status first; a merged one waits for its unmerge. */
        static List<Action> of(Row row, List<Relation> relations) {
            if (relations.stream().anyMatch(Relation::isMerge)) {
                return List.of(
                        NOTE, SET_PRIORITY, SET_TAGS, SET_SUBJECT, SET_DESCRIPTION, CLASSIFY, LINK_RECORD, UNMERGE);
            }
            List<Action> actions = new ArrayList<>();
            if (row.requester() != null && row.phase() != Phase.CLOSED) {
                actions.add(REPLY);
            }
            actions.addAll(List.of(
                    NOTE,
                    ASSIGN,
                    SET_STATUS,
                    SET_PRIORITY,
                    SET_TAGS,
                    SET_SUBJECT,
                    SET_DESCRIPTION,
                    CLASSIFY,
                    LINK_RECORD,
                    MERGE,
                    SPLIT));
            actions.add(row.archived() ? RESTORE : ARCHIVE);
            if (row.snooze() != null) {
                actions.add(WAKE);
            }
            actions.addAll(row.phase().active() ? List.of(SNOOZE) : List.of(FOLLOW_UP, REOPEN));
            return actions;
        }
    }
}
