package dev.handover.ticket.domain;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** What deciding about a conversation needs to know of it. */
public sealed interface Conversation extends StreamState {
    /** How many outgoing messages a conversation knows the delivery of. */
    int DELIVERIES_KEPT = 50;

    /** Nothing has happened yet. */
    record Unstarted() implements Conversation {
        @Override
        public long version() {
            return 0;
        }

        @Override
        public Optional<WorkspaceKey> workspace() {
            return Optional.empty();
        }
    }

    /** What never changes. */
    record Origin(
            ConversationId id,
            WorkspaceKey workspace,
            Optional<Recipient> requester,
            String channel,
            Optional<String> accountId,
            String subject) {}

    /**
     * What was said.
     *
     * @param lastIncoming the channel's id of the newest message that came in
     * @param references ids of the thread on its channel, oldest first, at most 30
     * @param deliveries states of the newest outgoing messages, at most 50
     * @param words beginnings of the newest messages of the customer's, oldest first, at most 5
     */
    record Said(
            Optional<String> lastIncoming,
            List<String> references,
            Map<MessageId, DeliveryState> deliveries,
            List<String> words) {
        static final Said NOTHING = new Said(Optional.empty(), List.of(), Map.of(), List.of());

        Said received(ConversationEvent.MessageReceived e) {
            if (e.automatic().isAutomatic()) {
                return this;
            }
            List<String> now = Summaries.remembered(words, e.text());
            return e.externalId() == null
                    ? new Said(lastIncoming, references, deliveries, now)
                    : new Said(
                            Optional.of(e.externalId()),
                            Threads.joined(references, e.references(), e.externalId()),
                            deliveries,
                            now);
        }

        Said delivered(MessageId message, DeliveryState state) {
            SequencedMap<MessageId, DeliveryState> now = new LinkedHashMap<>(deliveries);
            now.put(message, state);
            if (now.size() > DELIVERIES_KEPT) {
                now.pollFirstEntry();
            }
            return new Said(lastIncoming, references, Collections.unmodifiableMap(now), words);
        }
    }

    /** Under way, or over. */
    record Started(Origin origin, Said said, Attendance attendance, long version) implements Conversation {
        @Override
        public Optional<WorkspaceKey> workspace() {
            return Optional.of(origin.workspace());
        }

        public ConversationId id() {
            return origin.id();
        }

        public Optional<Recipient> requester() {
            return origin.requester();
        }

        public String channel() {
            return origin.channel();
        }

        Started said(Said now) {
            return new Started(origin, now, attendance, version + 1);
        }

        Started attended(Attendance now) {
            return new Started(origin, said, now, version + 1);
        }
    }

    /** The conversation after the event; total. */
    static Conversation evolve(Conversation conversation, ConversationEvent event) {
        return switch (conversation) {
            case Unstarted unstarted ->
                event instanceof ConversationEvent.ConversationStarted e ? started(e) : unstarted;
            case Started started -> evolve(started, event);
        };
    }

    private static Started started(ConversationEvent.ConversationStarted e) {
        Origin origin = new Origin(
                e.conversationId(),
                e.workspace(),
                Optional.ofNullable(e.requester()),
                e.channel(),
                Optional.ofNullable(e.accountId()),
                e.subject());
        return new Started(origin, Said.NOTHING, Attendance.NOBODY, 1);
    }

    private static Started evolve(Started c, ConversationEvent event) {
        Said said = c.said();
        Attendance attendance = c.attendance();
        return switch (event) {
            case ConversationEvent.ConversationStarted _, ConversationEvent.Escalated _ -> c.said(said);
            case ConversationEvent.MessageReceived e ->
                new Started(
                        c.origin(),
                        said.received(e),
                        e.automatic().isAutomatic() ? attendance : attendance.reopened(),
                        c.version() + 1);
            case ConversationEvent.OperatorReplied e -> c.said(said.delivered(e.messageId(), DeliveryState.QUEUED));
            case ConversationEvent.AgentReplied e -> c.said(said.delivered(e.messageId(), DeliveryState.QUEUED));
            case ConversationEvent.DeliveryUpdated e -> c.said(said.delivered(e.messageId(), e.state()));
            case ConversationEvent.AgentJoined e -> c.attended(attendance.joined(e.agentId()));
            case ConversationEvent.AiPaused e -> c.attended(attendance.paused(e.by()));
            case ConversationEvent.AiResumed _ -> c.attended(attendance.resumed());
            case ConversationEvent.TakenOver e -> c.attended(attendance.takenOver(e.by()));
            case ConversationEvent.ConversationClosed _ -> c.attended(attendance.left());
        };
    }
}
