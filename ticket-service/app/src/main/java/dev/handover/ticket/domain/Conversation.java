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

    /**
     * Under way.
     *
     * @param lastIncoming the channel's id of the newest message that came in
     * @param references ids of the thread on its channel, oldest first, at most 30
     * @param deliveries states of the newest outgoing messages, at most 50
     */
    record Started(
            ConversationId id,
            WorkspaceKey owner,
            Optional<Recipient> requester,
            String channel,
            Optional<String> accountId,
            String subject,
            Optional<String> lastIncoming,
            List<String> references,
            Map<MessageId, DeliveryState> deliveries,
            long version)
            implements Conversation {
        @Override
        public Optional<WorkspaceKey> workspace() {
            return Optional.of(owner);
        }
    }

    /** The conversation after the event; total. */
    static Conversation evolve(Conversation conversation, ConversationEvent event) {
        return switch (conversation) {
            case Unstarted unstarted ->
                event instanceof ConversationEvent.ConversationStarted e
                        ? new Started(
                                e.conversationId(),
                                e.workspace(),
                                Optional.ofNullable(e.requester()),
                                e.channel(),
                                Optional.ofNullable(e.accountId()),
                                e.subject(),
                                Optional.empty(),
                                List.of(),
                                Map.of(),
                                1)
                        : unstarted;
            case Started started -> evolve(started, event);
        };
    }

    private static Conversation evolve(Started c, ConversationEvent event) {
        return switch (event) {
            case ConversationEvent.ConversationStarted _ -> next(c, c.lastIncoming(), c.references(), c.deliveries());
            case ConversationEvent.MessageReceived e ->
                e.automatic().isAutomatic() || e.externalId() == null
                        ? next(c, c.lastIncoming(), c.references(), c.deliveries())
                        : next(
                                c,
                                Optional.of(e.externalId()),
                                Threads.joined(c.references(), e.references(), e.externalId()),
                                c.deliveries());
            case ConversationEvent.OperatorReplied e ->
                next(c, c.lastIncoming(), c.references(), with(c.deliveries(), e.messageId(), DeliveryState.QUEUED));
            case ConversationEvent.DeliveryUpdated e ->
                next(c, c.lastIncoming(), c.references(), with(c.deliveries(), e.messageId(), e.state()));
        };
    }

    private static Started next(
            Started c,
            Optional<String> lastIncoming,
            List<String> references,
            Map<MessageId, DeliveryState> deliveries) {
        return new Started(
                c.id(),
                c.owner(),
                c.requester(),
                c.channel(),
                c.accountId(),
                c.subject(),
                lastIncoming,
                references,
                deliveries,
                c.version() + 1);
    }

    private static Map<MessageId, DeliveryState> with(
            Map<MessageId, DeliveryState> deliveries, MessageId message, DeliveryState state) {
        SequencedMap<MessageId, DeliveryState> now = new LinkedHashMap<>(deliveries);
        now.put(message, state);
        if (now.size() > DELIVERIES_KEPT) {
            now.pollFirstEntry();
        }
        return Collections.unmodifiableMap(now);
    }
}
