package dev.handover.channel.delivery;

import dev.handover.channel.content.Uploads;
import dev.handover.channel.contract.ChannelEvent.DeliveryState;
import dev.handover.channel.delivery.OutgoingStore.NewReply;
import dev.handover.foundation.consuming.Consumption;
import dev.handover.foundation.kafka.Envelope;
import dev.handover.foundation.kafka.EventCodec;
import dev.handover.ticket.contract.ConversationJournalEvent;
import dev.handover.ticket.contract.ConversationJournalEvent.ConversationErased;
import dev.handover.ticket.contract.JournalEvent;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Takes what operators, agents and the system say from the ticket journal, and queues what goes out here, each once. */
public final class ReplyQueue implements Consumption {

    private static final EventCodec<JournalEvent> CODEC = new EventCodec<>(JournalEvent.TYPES);
    private static final Set<String> SAID = namesOf(ConversationJournalEvent.Outgoing.class);
    private static final Set<String> ERASED = namesOf(ConversationErased.class);

    private final Map<String, Transport> transports;
    private final Deliveries deliveries;
    private final Uploads uploads;
    private final Consumer<Collection<UUID>> erase;
    private final JdbcClient jdbc;
    private final Caps caps;
    private final Duration giveUpAfter;
    private final Clock clock;
    private final Runnable wake;

    /**
     * Listens for all channels.
     *
     * @param erase removes what is kept of erased messages
     * @param giveUpAfter the age from which on nothing is queued any more
     * @param wake called when there is something to send
     */
    public ReplyQueue(
            List<Transport> transports,
            Deliveries deliveries,
            Uploads uploads,
            Consumer<Collection<UUID>> erase,
            JdbcClient jdbc,
            Caps caps,
            Duration giveUpAfter,
            Clock clock,
            Runnable wake) {
        this.transports = transports.stream().collect(Collectors.toMap(Transport::channel, t -> t));
        this.deliveries = deliveries;
        this.uploads = uploads;
        this.erase = erase;
        this.jdbc = jdbc;
        this.caps = caps;
        this.giveUpAfter = giveUpAfter;
        this.clock = clock;
        this.wake = wake;
    }

    private static Set<String> namesOf(Class<? extends JournalEvent> kind) {
        return JournalEvent.TYPES.all().entrySet().stream()
                .filter(e -> kind.isAssignableFrom(e.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public boolean acrossPartitions() {
        return true;
    }

    /** What is erased is removed last: it was said before, and may have come at the same time. */
    @Override
    public void handle(List<ConsumerRecord<String, byte[]>> records) {
        queue(records);
        Set<UUID> gone = new HashSet<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            String type = EventCodec.type(record);
            if (type != null && ERASED.contains(type)) {
                CODEC.decode(record).ifPresent(published -> {
                    if (published.event() instanceof ConversationErased erased) {
                        erased.messageIds().forEach(id -> gone.add(id(id)));
                    }
                });
            }
        }
        if (!gone.isEmpty()) {
            erase.accept(gone);
        }
    }

    private void queue(List<ConsumerRecord<String, byte[]>> records) {
        Map<UUID, NewReply> replies = new LinkedHashMap<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            String type = EventCodec.type(record);
            if (type != null && SAID.contains(type)) {
                CODEC.decode(record)
                        .filter(published -> published.event() instanceof ConversationJournalEvent.Outgoing said
                                && transports.containsKey(said.channel()))
                        .map(published -> reply(
                                OutgoingReply.of((ConversationJournalEvent.Outgoing) published.event()),
                                published.envelope()))
                        .ifPresent(made -> replies.putIfAbsent(made.messageId(), made));
            }
        }
        if (replies.isEmpty()) {
            return;
        }
        List<OutgoingReply> tooMany = caps.tooMany(
                jdbc,
                replies.values().stream()
                        .filter(reply -> reply.refusal().isEmpty())
                        .map(NewReply::reply)
                        .toList());
        replies.replaceAll((_, reply) -> tooMany.contains(reply.reply()) ? reply.refused(Problem.CAPPED) : reply);
        Set<UUID> added = deliveries.store().add(List.copyOf(replies.values()));
        // that a reply is queued is known where it was made; only a refusal is news
        replies.values().stream()
                .filter(reply -> added.contains(reply.messageId()))
                .forEach(reply -> {
                    uploads.take(
                            reply.messageId(), reply.workspace(), reply.reply().attachmentIds());
                    tellRefusal(reply);
                });
        if (!added.isEmpty()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    wake.run();
                }
            });
        }
    }

    private NewReply reply(OutgoingReply reply, Envelope envelope) {
        UUID messageId = id(reply.messageId());
        Transport transport = Objects.requireNonNull(transports.get(reply.channel()));
        Optional<String> account = transport.account(reply, envelope.workspace());
        return new NewReply(
                messageId,
                envelope.workspace(),
                account.orElse(null),
                new Outgoing.Reference(
                        reply.conversationId(),
                        account.flatMap(a -> transport.externalId(messageId, a)).orElse(null),
                        envelope.traceparent()),
                reply,
                transport.refusal(reply, account).or(() -> late(reply)));
    }

    private Optional<Problem> late(OutgoingReply reply) {
        return reply.occurredAt().plus(giveUpAfter).isBefore(clock.instant())
                ? Optional.of(Problem.TOO_LATE)
                : Optional.empty();
    }

    private void tellRefusal(NewReply refused) {
        refused.refusal()
                .ifPresent(problem -> deliveries.tell(
                        new Deliveries.Told(
                                refused.messageId(),
                                refused.workspace(),
                                refused.reply().channel(),
                                refused.reference()),
                        DeliveryState.FAILED,
                        problem.sentence(),
                        problem.retryable()));
    }

    private static UUID id(String messageId) {
        try {
            return UUID.fromString(messageId);
        } catch (IllegalArgumentException notOfThatForm) {
            return UUID.nameUUIDFromBytes(messageId.getBytes(StandardCharsets.UTF_8));
        }
    }
}
