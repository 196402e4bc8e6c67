package dev.handover.ticket;

import dev.handover.foundation.kafka.Envelope;
import dev.handover.foundation.kafka.EventCodec;
import dev.handover.foundation.kafka.Published;
import dev.handover.routing.contract.DirectoryRecord;
import dev.handover.routing.contract.RoutingTopics;
import dev.handover.ticket.contract.JournalEvent;
import dev.handover.ticket.contract.TicketJournalEvent;
import dev.handover.ticket.contract.TicketTopics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A workspace of a test's own, with operators amelie and ben in team support. */
public final class Workspace {
    private static final AtomicInteger COUNTER = new AtomicInteger();
    private static final EventCodec<DirectoryRecord> DIRECTORY = new EventCodec<>(DirectoryRecord.TYPES);
    private final RunningTickets service;
    private final String key = "w" + COUNTER.incrementAndGet();
    private final String amelie = RunningTickets.token(key, "sub-amelie", "operator");

    private Workspace(RunningTickets service) {
        this.service = service;
    }

    /** A new one. */
    public static Workspace in(RunningTickets service) {
        Workspace workspace = new Workspace(service);
        Answer created = service.call(
                RunningTickets.token(workspace.key, "platform", "service"),
                "POST",
                "/v1/workspaces",
                "{'key': '" + workspace.key + "', 'name': 'A workspace'}");
        if (created.status() != 201) {
            throw new AssertionError(created);
        }
        workspace.directory();
        return workspace;
    }

    private void directory() {
        service.send(List.of(
                entry(DirectoryRecord.operatorKey(key, "amelie"), person("amelie")),
                entry(DirectoryRecord.operatorKey(key, "ben"), person("ben")),
                entry(
                        DirectoryRecord.teamKey(key, "support"),
                        new DirectoryRecord.TeamRecord("support", "Support", "balanced"))));
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> service.jdbc()
                                .sql("select (select count(*) from directory_operator where workspace = ?)"
                                        + " + (select count(*) from directory_team where workspace = ?)")
                                .params(key, key)
                                .query(Long.class)
                                .single()
                        == 3);
    }

    private org.apache.kafka.clients.producer.ProducerRecord<String, byte[]> entry(
            String entry, DirectoryRecord record) {
        return DIRECTORY.encode(
                service.topic(RoutingTopics.DIRECTORY),
                entry,
                new Envelope(UUID.randomUUID().toString(), entry, key, 1, Instant.now(), null, null, null),
                record);
    }

    private static DirectoryRecord person(String name) {
        return new DirectoryRecord.OperatorRecord(
                name,
                "sub-" + name,
                name,
                name.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + name.substring(1),
                name + "@acme.test",
                "operator",
                null,
                null,
                List.of("support"),
                DirectoryRecord.Availability.ONLINE);
    }

    public String key() {
        return key;
    }

    public RunningTickets service() {
        return service;
    }

    /** As amelie. */
    public Answer post(String path, @Nullable String body, String... headers) {
        return service.call(amelie, "POST", "/v1" + path, body, headers);
    }

    /** As amelie. */
    public Answer put(String path, String body) {
        return service.call(amelie, "PUT", "/v1" + path, body);
    }

    /** Of a person of this workspace or a machine. */
    public String token(String subject, String role, String... scopes) {
        return RunningTickets.token(key, subject, role, scopes);
    }

    /** A ticket with a requester who has an address. */
    public String open() {
        return opened().text("ticketId");
    }

    public Answer opened() {
        Answer opened = post(
                "/tickets",
                "{'subject': 'It is broken', 'description': 'Please help', 'requester': {'name': 'Carla', 'email': 'carla@customer.test'}}");
        if (opened.status() != 201) {
            throw new AssertionError(opened);
        }
        return opened;
    }

    /** The journal's events of a stream, at least so many. */
    public List<JournalEvent> journal(String stream, int count) {
        return service.reader(TicketTopics.JOURNAL).events(stream, count).stream()
                .map(Published::event)
                .toList();
    }

    /** The newest stored version of a stream. */
    public long version(String stream) {
        return service.jdbc()
                .sql("select coalesce(max(sequence_number), -1) + 1 from stored_event where stream_id = ?")
                .param(stream)
                .query(Long.class)
                .single();
    }

    public @Nullable String statusOf(String ticket) {
        return journal(ticket, (int) version(ticket)).stream()
                .map(event -> switch (event) {
                    case TicketJournalEvent.TicketOpened e -> e.status();
                    case TicketJournalEvent.TicketStatusChanged e -> e.status();
                    default -> null;
                })
                .filter(java.util.Objects::nonNull)
                .reduce((first, second) -> second)
                .orElse(null);
    }

    /** As the AI agent helper-bot. */
    public Answer agent(String path, @Nullable String body, String... headers) {
        return service.call(agentToken("helper-bot"), "POST", "/v1/conversations" + path, body, headers);
    }

    /** Of an AI agent that may talk in conversations. */
    public String agentToken(String client) {
        return token(client, "agent", "conversations:write");
    }

    /** A conversation of helper-bot's with carla, on a chat channel. */
    public String conversation() {
        Answer started =
                agent("", "{'channel': 'chat', 'requester': {'name': 'Carla', 'email': 'carla@customer.test'}}");
        if (started.status() != 201) {
            throw new AssertionError(started);
        }
        return started.text("conversationId");
    }

    /** Delivers a mail and waits until it is taken; the conversation that it is in. */
    public String arrived(Mail mail) {
        service.send(List.of(mail.record(service, key)));
        return Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(
                        () -> service.jdbc()
                                .sql("select conversation_id from message_index where message_id = ?")
                                .param(mail.id())
                                .query(String.class)
                                .optional(),
                        Optional::isPresent)
                .orElseThrow();
    }

    /** The tickets that the conversation has, in the order in which it came to them. */
    public List<String> ticketsOf(String conversation) {
        return service.jdbc()
                .sql("select ticket_id from conversation_ticket where conversation_id = ? order by position")
                .param(conversation)
                .query(String.class)
                .list();
    }

    /** All of the journal's events of a stream so far. */
    public List<JournalEvent> journal(String stream) {
        return journal(stream, (int) version(stream));
    }
}
