package dev.handover.ticket.domain;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/** What deciding about a conversation needs to know of it. */
public sealed interface Conversation extends StreamState {
    /** How many outgoing messages a conversation knows the delivery of. */
    int DELIVERIES_KEPT = 50;

    /** How many take part in a conversation at most, the requester apart. */
    int MOST_PARTICIPANTS = 50;

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
     * @param deleted the newest messages that their senders took back, at most 50
     * @param incoming how many messages the customer has written
     * @param words beginnings of the newest messages of the customer's, oldest first, at most 5
     * @param pending attachments whose content is still to come, and their messages
     */
    record Said(
            Optional<String> lastIncoming,
            List<String> references,
            Map<MessageId, DeliveryState> deliveries,
            List<MessageId> deleted,
            int incoming,
            List<String> words,
            Map<String, MessageId> pending) {
        static final Said NOTHING = new Said(Optional.empty(), List.of(), Map.of(), List.of(), 0, List.of(), Map.of());

        Said received(ConversationEvent.MessageReceived e) {
            Map<String, MessageId> awaited = new LinkedHashMap<>(pending);
            e.attachments().stream()
                    .filter(attachment -> attachment.state() == Attachment.State.PENDING)
                    .forEach(attachment -> awaited.put(attachment.attachmentId(), e.messageId()));
            return e.automatic().isAutomatic() ? awaiting(awaited) : heard(e).awaiting(awaited);
        }

        private Said heard(ConversationEvent.MessageReceived e) {
            List<String> now = Summaries.remembered(words, e.text());
            return e.externalId() == null
                    ? new Said(lastIncoming, references, deliveries, deleted, incoming + 1, now, pending)
                    : new Said(
                            Optional.of(e.externalId()),
                            Threads.joined(references, e.references(), e.externalId()),
                            deliveries,
                            deleted,
                            incoming + 1,
                            now,
                            pending);
        }

        private Said awaiting(Map<String, MessageId> now) {
            return new Said(
                    lastIncoming,
                    references,
                    deliveries,
                    deleted,
                    incoming,
                    words,
                    now.isEmpty() ? Map.of() : Collections.unmodifiableMap(now));
        }

        Said settled(String attachment) {
            Map<String, MessageId> now = new LinkedHashMap<>(pending);
            now.remove(attachment);
            return awaiting(now);
        }

        private Said awaitingNothingOf(Collection<MessageId> messages) {
            Map<String, MessageId> now = new LinkedHashMap<>(pending);
            now.values().removeAll(messages);
            return awaiting(now);
        }

        Said delivered(MessageId message, DeliveryState state) {
            SequencedMap<MessageId, DeliveryState> now = new LinkedHashMap<>(deliveries);
            now.put(message, state);
            if (now.size() > DELIVERIES_KEPT) {
                now.pollFirstEntry();
            }
            return new Said(
                    lastIncoming, references, Collections.unmodifiableMap(now), deleted, incoming, words, pending);
        }

        Said deleted(MessageId message) {
            List<MessageId> now =
                    new ArrayList<>(deleted.size() < DELIVERIES_KEPT ? deleted : deleted.subList(1, deleted.size()));
            now.add(message);
            return new Said(lastIncoming, references, deliveries, List.copyOf(now), incoming, words, pending)
                    .awaitingNothingOf(List.of(message));
        }

        /** As the event says that it is without the message; its words can't be told from others, and all are forgotten. */
        Said movedOff(ConversationEvent.MessageMovedOff e) {
            return new Said(
                            Optional.ofNullable(e.lastIncoming()),
                            e.references(),
                            deliveries,
                            deleted,
                            e.incoming(),
                            List.of(),
                            pending)
                    .awaitingNothingOf(List.of(e.messageId()));
        }

        /** Only counts and states are left, of all that was said. */
        Said erased(Collection<MessageId> messages) {
            return new Said(Optional.empty(), List.of(), deliveries, deleted, incoming, List.of(), pending)
                    .awaitingNothingOf(messages);
        }
    }

    /**
     * Under way, or over.
     *
     * @param participants addresses of others than the requester who wrote in it
     */
    record Started(Origin origin, Said said, Attendance attendance, Set<String> participants, long version)
            implements Conversation {
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
            return new Started(origin, now, attendance, participants, version + 1);
        }

        Started attended(Attendance now) {
            return new Started(origin, said, now, participants, version + 1);
        }

        private Started with(String participant) {
            Set<String> now = new LinkedHashSet<>(participants);
            now.add(participant);
            return new Started(origin, said, attendance, now, version + 1);
        }
    }

    /** Erased: nothing is left but that it existed. */
    record Erased(ConversationId id, WorkspaceKey owner, long version) implements Conversation {
        @Override
        public Optional<WorkspaceKey> workspace() {
            return Optional.of(owner);
        }
    }

    /** The conversation after the event; total. */
    static Conversation evolve(Conversation conversation, ConversationEvent event) {
        return switch (conversation) {
            case Unstarted unstarted ->
                event instanceof ConversationEvent.ConversationStarted e ? started(e) : unstarted;
            case Started started ->
                event instanceof ConversationEvent.ConversationErased e && e.whole()
                        ? new Erased(started.id(), started.origin().workspace(), started.version() + 1)
                        : evolve(started, event);
            case Erased erased -> new Erased(erased.id(), erased.owner(), erased.version() + 1);
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
        return new Started(origin, Said.NOTHING, Attendance.NOBODY, Set.of(), 1);
    }

    private static Started evolve(Started c, ConversationEvent event) {
        Said said = c.said();
        Attendance attendance = c.attendance();
        return switch (event) {
            case ConversationEvent.ConversationStarted _,
                    ConversationEvent.Escalated _,
                    ConversationEvent.TeamNotified _,
                    ConversationEvent.MessageEdited _ -> c.said(said);
            case ConversationEvent.AttachmentUpdated e -> c.said(said.settled(e.attachmentId()));
            case ConversationEvent.MessageDeleted e -> c.said(said.deleted(e.messageId()));
            case ConversationEvent.MessageMovedOff e -> c.said(said.movedOff(e));
            case ConversationEvent.MessageReceived e ->
                new Started(
                        c.origin(),
                        said.received(e),
                        e.automatic().isAutomatic() ? attendance : attendance.reopened(),
                        c.participants(),
                        c.version() + 1);
            case ConversationEvent.ParticipantAdded e -> c.with(e.address());
            case ConversationEvent.OperatorReplied e -> c.said(said.delivered(e.messageId(), DeliveryState.QUEUED));
            case ConversationEvent.AgentReplied e -> c.said(said.delivered(e.messageId(), DeliveryState.QUEUED));
            case ConversationEvent.SystemReplied e -> c.said(said.delivered(e.messageId(), DeliveryState.QUEUED));
            case ConversationEvent.DeliveryUpdated e -> c.said(said.delivered(e.messageId(), e.state()));
            case ConversationEvent.AgentJoined e -> c.attended(attendance.joined(e.agentId()));
            case ConversationEvent.AiPaused e -> c.attended(attendance.paused(e.by()));
            case ConversationEvent.AiResumed _ -> c.attended(attendance.resumed());
            case ConversationEvent.TakenOver e -> c.attended(attendance.takenOver(e.by()));
            case ConversationEvent.ConversationErased e ->
                new Started(c.origin(), said.erased(e.messages()), attendance, Set.of(), c.version() + 1);
            case ConversationEvent.ConversationClosed _ -> c.attended(attendance.left());
        };
    }
}
