package dev.handover.routing;

import dev.handover.foundation.kafka.Envelope;
import dev.handover.foundation.kafka.EventCodec;
import dev.handover.foundation.test.RealParts;
import dev.handover.foundation.trace.TraceParent;
import dev.handover.ticket.contract.Actor;
import dev.handover.ticket.contract.JournalEvent;
import dev.handover.ticket.contract.Phase;
import dev.handover.ticket.contract.TicketJournalEvent;
import dev.handover.ticket.contract.TicketTopics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Writes ticket streams to a journal topic of its own, as ticket-service does. */
final class JournalWriter implements AutoCloseable {
    /** The trace that every event comes with. */
    static final TraceParent TRACE = TraceParent.begin();

    private static final EventCodec<JournalEvent> CODEC = new EventCodec<>(JournalEvent.TYPES);
    private final String topic;
    private final KafkaProducer<String, byte[]> producer;
    private final Map<String, Long> versions = new ConcurrentHashMap<>();
    private final Map<String, ProducerRecord<String, byte[]>> last = new ConcurrentHashMap<>();
    private final Map<String, String> workspaces = new ConcurrentHashMap<>();

    JournalWriter(String topicPrefix) {
        topic = topicPrefix + TicketTopics.JOURNAL;
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", RealParts.kafka()))) {
            admin.createTopics(List.of(new NewTopic(topic, 4, (short) 1), new NewTopic(topic + ".dlt", 4, (short) 1)))
                    .all()
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", RealParts.kafka(), "acks", "all"),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /** Opens a ticket that routing is to assign. */
    String open(String workspace, int priority, @Nullable String teamId) {
        return open(workspace, priority, teamId, Instant.now());
    }

    String open(String workspace, int priority, @Nullable String teamId, Instant at) {
        String ticketId = UUID.randomUUID().toString();
        workspaces.put(ticketId, workspace);
        write(ticketId, opened(ticketId, priority, teamId, true, at));
        return ticketId;
    }

    static TicketJournalEvent.TicketOpened opened(
            String ticketId, int priority, @Nullable String teamId, boolean routable, Instant at) {
        return new TicketJournalEvent.TicketOpened(
                ticketId,
                1,
                "manual",
                "Broken lamp",
                "It does not light",
                "email",
                null,
                null,
                null,
                priority,
                "open",
                Phase.NEW,
                List.of(),
                null,
                teamId,
                routable,
                null,
                Actor.system(),
                at);
    }

    void assigned(String ticketId, @Nullable String operatorId, @Nullable String teamId, @Nullable String decisionId) {
        write(
                ticketId,
                new TicketJournalEvent.TicketAssigned(
                        ticketId, operatorId, teamId, decisionId, Actor.system(), Instant.now()));
    }

    void declined(String ticketId, String decisionId) {
        write(
                ticketId,
                new TicketJournalEvent.TicketAssignmentDeclined(
                        ticketId, decisionId, "already_assigned", Instant.now()));
    }

    void phase(String ticketId, Phase from, Phase to) {
        write(
                ticketId,
                new TicketJournalEvent.TicketStatusChanged(
                        ticketId, from.name(), from, to.name(), to, "by_hand", Actor.system(), Instant.now()));
    }

    /** The stream's next event. */
    synchronized long write(String ticketId, JournalEvent event) {
        long version = versions.merge(ticketId, 1L, Long::sum);
        ProducerRecord<String, byte[]> record = record(ticketId, version, event);
        last.put(ticketId, record);
        producer.send(record);
        return version;
    }

    /** The stream's last record once more. */
    synchronized void repeat(String ticketId) {
        ProducerRecord<String, byte[]> record = last.get(ticketId);
        if (record != null) {
            producer.send(record);
        }
    }

    /** An event with a version chosen by the test; later ones of {@link #write} go on from where that was. */
    void writeAt(String workspace, String ticketId, long version, JournalEvent event) {
        workspaces.put(ticketId, workspace);
        producer.send(record(ticketId, version, event));
    }

    void send(ProducerRecord<String, byte[]> record) {
        producer.send(record);
    }

    ProducerRecord<String, byte[]> record(String ticketId, long version, JournalEvent event) {
        Envelope envelope = new Envelope(
                UUID.nameUUIDFromBytes((ticketId + version).getBytes(StandardCharsets.UTF_8))
                        .toString(),
                ticketId,
                String.valueOf(workspaces.get(ticketId)),
                version,
                Instant.now(),
                null,
                null,
                TRACE.text());
        return CODEC.encode(topic, ticketId, envelope, event);
    }

    long version(String ticketId) {
        return versions.getOrDefault(ticketId, 0L);
    }

    @Override
    public void close() {
        producer.close();
    }
}
