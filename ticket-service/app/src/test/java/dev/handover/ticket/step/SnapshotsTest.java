package dev.handover.ticket.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handover.foundation.trace.TraceParent;
import dev.handover.ticket.RunningTickets;
import dev.handover.ticket.Workspace;
import dev.handover.ticket.domain.Actor;
import dev.handover.ticket.domain.StoredEvent;
import dev.handover.ticket.domain.StreamState;
import dev.handover.ticket.domain.Ticket;
import dev.handover.ticket.domain.TicketCommand;
import dev.handover.ticket.domain.TicketId;
import dev.handover.ticket.domain.WorkspaceKey;
import dev.handover.ticket.store.LogicalNameSerializer;
import dev.handover.ticket.store.StoredEventTypes;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.SimpleSerializedObject;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Long streams are not folded from their beginning. */
class SnapshotsTest {
    private static final RunningTickets SERVICE = RunningTickets.shared();
    private static Workspace acme;

    /** Where reads of streams began. */
    private final List<Long> readFrom = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void start() {
        acme = Workspace.in(SERVICE);
    }

    /** As an instance that has just been started would have them. */
    private Steps cold() {
        EventStorageEngine store = SERVICE.bean(EventStorageEngine.class);
        EventStorageEngine watched = (EventStorageEngine) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {EventStorageEngine.class}, (_, method, arguments) -> {
                    if (method.getName().equals("readEvents") && arguments.length == 2) {
                        readFrom.add((Long) arguments[1]);
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        return new Steps(
                watched,
                SERVICE.bean(JdbcTemplate.class),
                SERVICE.bean(TransactionTemplate.class),
                Clock.systemUTC(),
                () -> {},
                new SimpleMeterRegistry());
    }

    private static Ticket.Opened prioritise(Steps steps, String ticket, int... priorities) {
        return steps.run(new Call<>(
                "test",
                new WorkspaceKey(acme.key()),
                new StepContext("cor", null, TraceParent.begin()),
                false,
                streams -> {
                    for (int priority : priorities) {
                        streams.take(new TicketCommand.SetPriority(new TicketId(ticket), priority, Actor.SYSTEM));
                    }
                    return streams.opened(new TicketId(ticket));
                }));
    }

    /** A ticket with so many events. */
    private String ticket(int events) {
        String ticket = acme.open();
        for (int made = 1; made < events; ) {
            int next = Math.min(events - made, 490);
            int before = made;
            prioritise(
                    cold(),
                    ticket,
                    IntStream.range(0, next).map(i -> 1 + (before + i) % 2).toArray());
            made += next;
        }
        assertThat(acme.version(ticket)).isEqualTo(events);
        readFrom.clear();
        return ticket;
    }

    private long readOfTicketBegan() {
        return readFrom.stream().max(Comparator.naturalOrder()).orElseThrow();
    }

    @Test
    void aLongTicketIsReadFromItsNewestSnapshot() {
        String ticket = ticket(1_234);
        Ticket.Opened after = prioritise(cold(), ticket, 5);
        assertThat(after.version()).isEqualTo(1_235);
        assertThat(after.facts().sorting().priority()).isEqualTo(5);
        assertThat(readOfTicketBegan()).isGreaterThan(1_234 - Snapshots.EVERY);
        assertThat(SERVICE.jdbc()
                        .sql("select count(*) from stream_snapshot where stream_id = ?")
                        .param(ticket)
                        .query(Long.class)
                        .single())
                .as("older ones are dropped")
                .isEqualTo(1);
    }

    @Test
    void aShortTicketHasNone() {
        String ticket = ticket(Snapshots.EVERY - 1);
        assertThat(prioritise(cold(), ticket, 5).version()).isEqualTo(Snapshots.EVERY);
        assertThat(readOfTicketBegan()).isZero();
    }

    @Test
    void oneOfAnotherShapeIsNotReadAndIsReplaced() {
        String ticket = ticket(350);
        assertThat(SERVICE.jdbc()
                        .sql("update stream_snapshot set revision = '0', payload = 'x'::bytea where stream_id = ?")
                        .param(ticket)
                        .update())
                .isEqualTo(1);
        assertThat(prioritise(cold(), ticket, 5).version()).isEqualTo(351);
        assertThat(readOfTicketBegan()).isZero();
        assertThat(prioritise(cold(), ticket, 4).version()).isEqualTo(352);
        assertThat(readOfTicketBegan()).isGreaterThan(300);
    }

    @Test
    void aStateIsReadAsItWasWritten() throws IOException {
        StreamState ticket = folded(Family.TICKET, "ticket.opened");
        StreamState conversation = folded(Family.CONVERSATION, "conversation.started");
        Snapshots snapshots = new Snapshots(SERVICE.bean(JdbcTemplate.class));
        String prefix = acme.key() + "-golden-";
        snapshots.write(
                new TreeMap<>(Map.of(prefix + "ticket", ticket, prefix + "conversation", conversation)), Instant.now());
        assertThat(snapshots.read(Family.TICKET, prefix + "ticket")).contains(ticket);
        assertThat(snapshots.read(Family.CONVERSATION, prefix + "conversation")).contains(conversation);
        assertThat(snapshots.read(Family.TICKET, prefix + "conversation")).isEmpty();
    }

    /** A state on which every event of the family has happened but the one that leaves nothing. */
    private static <S extends StreamState> S folded(Family<S, ?> family, String first) throws IOException {
        LogicalNameSerializer serializer = LogicalNameSerializer.create();
        List<Map.Entry<String, Class<? extends StoredEvent>>> types = StoredEventTypes.all().entrySet().stream()
                .filter(type -> type.getKey().startsWith(family.type() + "."))
                .filter(type -> !type.getKey().endsWith(".erased"))
                .sorted(Comparator.comparing(type -> !type.getKey().equals(first)))
                .toList();
        S state = family.empty();
        for (var type : types) {
            SerializedType stored = serializer.typeForClass(type.getValue());
            String file = "/golden/stored/" + stored.getName() + ".r" + stored.getRevision() + ".json";
            try (InputStream json = SnapshotsTest.class.getResourceAsStream(file)) {
                StoredEvent event =
                        serializer.deserialize(new SimpleSerializedObject<>(json.readAllBytes(), byte[].class, stored));
                state = family.evolve(state, event);
            }
        }
        assertThat(state.version()).isEqualTo(types.size());
        return state;
    }

    /** Prints what the documents state; times depend on the machine, so that nothing is asserted of them. */
    @Test
    void theTimeOfAColdCommand() {
        String longOne = ticket(5_000);
        List<Long> onShort = new ArrayList<>();
        List<Long> onLong = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            onShort.add(nanos(cold(), ticket(50), 3 + i % 2));
            onLong.add(nanos(cold(), longOne, 3 + i % 2));
        }
        long ofShort = median(onShort);
        long ofLong = median(onLong);
        System.out.printf(
                "cold command: %d us with 50 events, %d us with 5,000 to 5,200: ratio %.2f%n",
                ofShort / 1_000, ofLong / 1_000, (double) ofLong / ofShort);
        assertThat(acme.version(longOne)).isEqualTo(5_200);
    }

    private static long nanos(Steps steps, String ticket, int priority) {
        long begin = System.nanoTime();
        prioritise(steps, ticket, priority);
        return System.nanoTime() - begin;
    }

    private static long median(List<Long> times) {
        return times.stream().sorted().skip(times.size() / 2).findFirst().orElseThrow();
    }
}
