package dev.handover.ticket.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handover.foundation.idempotency.Answers;
import dev.handover.foundation.trace.TraceParent;
import dev.handover.ticket.RunningTickets;
import dev.handover.ticket.Workspace;
import dev.handover.ticket.domain.Actor;
import dev.handover.ticket.domain.ConversationId;
import dev.handover.ticket.domain.Copies;
import dev.handover.ticket.domain.MessageId;
import dev.handover.ticket.domain.NoteId;
import dev.handover.ticket.domain.Recipient;
import dev.handover.ticket.domain.Rejection;
import dev.handover.ticket.domain.RequesterId;
import dev.handover.ticket.domain.Ticket;
import dev.handover.ticket.domain.TicketCommand;
import dev.handover.ticket.domain.TicketEvent;
import dev.handover.ticket.domain.TicketId;
import dev.handover.ticket.domain.WorkspaceKey;
import dev.handover.ticket.ticket.Ids;
import dev.handover.ticket.ticket.ReplySteps;
import dev.handover.ticket.ticket.TicketSteps;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/** Steps on the real store: transactions, conflicts, and what another instance did meanwhile. */
class StepsTest {
    private static final RunningTickets SERVICE = RunningTickets.shared();
    private static final TicketSteps TICKETS = SERVICE.bean(TicketSteps.class);
    private static final Ids IDS = SERVICE.bean(Ids.class);
    private static Workspace acme;
    private static WorkspaceKey workspace;

    @BeforeAll
    static void start() {
        acme = Workspace.in(SERVICE);
        workspace = new WorkspaceKey(acme.key());
    }

    /** As another instance would have them: its own locks and memory, the same database. */
    private static Steps instance() {
        return instance(SERVICE.bean(TransactionTemplate.class));
    }

    private static Steps instance(TransactionTemplate transactions) {
        return new Steps(
                SERVICE.bean(EventStorageEngine.class),
                SERVICE.bean(JdbcTemplate.class),
                transactions,
                Clock.systemUTC(),
                () -> {},
                new SimpleMeterRegistry());
    }

    private static <T> T run(Steps instance, Steps.Step<T> step) {
        return instance.run(call(step));
    }

    private static <T> Call<T> call(Steps.Step<T> step) {
        return new Call<>("test", workspace, new StepContext("cor", null, TraceParent.begin()), false, step);
    }

    private static Ticket.Opened status(Steps instance, String ticket, String status) {
        return run(instance, streams -> TICKETS.setStatus(streams, new TicketId(ticket), status, Actor.SYSTEM));
    }

    private record Everything(long events, long numbers, long lastNumber, long requesters, long answers) {}

    private static Everything everything() {
        return SERVICE.jdbc().sql("""
                select (select count(*) from stored_event) as events, (select count(*) from ticket_number) as numbers,
                       (select last_number from workspace where workspace = ?) as last_number,
                       (select count(*) from requester_identity) as requesters,
                       (select count(*) from idempotency) as answers
                """).param(acme.key()).query(Everything.class).single();
    }

    @Test
    void leaveNothingWhenTheirTransactionFailsAfterTheAppend() {
        Everything before = everything();
        List<Everything> inside = new ArrayList<>();
        Answers.Row answer = Answers.row(
                Answers.Request.of(acme.key(), "x", "k", "call", new byte[0]), new Answers.Answer(201, "", "{}"));
        Steps steps = instance();
        assertThatThrownBy(() -> SERVICE.bean(TransactionTemplate.class).executeWithoutResult(status -> {
                    steps.takeTogether(List.of(call(streams -> {
                        streams.write(answer.sql(), Set.of(), answer.values().toArray());
                        return TICKETS.open(streams, ticket());
                    })));
                    inside.add(everything());
                    throw new IllegalStateException("the process fails here");
                }))
                .hasMessage("the process fails here");
        assertThat(inside)
                .as("within the step's own transaction")
                .containsExactly(new Everything(
                        before.events() + 2,
                        before.numbers() + 1,
                        before.lastNumber() + 1,
                        before.requesters() + 1,
                        before.answers() + 1));
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void thatShareATransactionEachTakeEffectInFullOrNotAtAll() throws Exception {
        Steps steps = instance();
        String solved = acme.open();
        status(steps, solved, "closed");
        Everything before = everything();
        List<Future<?>> answers = new ArrayList<>();
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        List<TicketId> opened = new CopyOnWriteArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            // while the first is under way the others gather, and then share the next transaction
            answers.add(threads.submit(() -> run(steps, streams -> {
                begun.countDown();
                await(held);
                return TICKETS.open(streams, ticket());
            })));
            await(begun);
            for (int i = 0; i < 10; i++) {
                TicketSteps.NewTicket wanted = ticket();
                answers.add(threads.submit(() -> run(steps, streams -> TICKETS.open(streams, wanted))));
                answers.add(threads.submit(() -> run(steps, streams -> {
                    TICKETS.requester(streams, new RequesterId(IDS.next()), "n", UUID.randomUUID() + "@customer.test");
                    return reply(streams, solved);
                })));
                opened.add(wanted.id());
            }
            held.countDown();
            int refused = 0;
            for (Future<?> answer : answers) {
                try {
                    answer.get();
                } catch (ExecutionException e) {
                    assertThat(e.getCause()).isInstanceOf(RejectedException.class);
                    refused++;
                }
            }
            assertThat(refused).isEqualTo(10);
        }
        Everything after = everything();
        assertThat(after.numbers()).isEqualTo(before.numbers() + 11);
        assertThat(after.requesters())
                .as("those of refused steps are not there")
                .isEqualTo(before.requesters() + 11);
        assertThat(SERVICE.jdbc()
                        .sql("select count(distinct txid) from stored_event where stream_id = any(?)")
                        .param(opened.stream().map(TicketId::value).toArray(String[]::new))
                        .query(Long.class)
                        .single())
                .as("transactions of ten tickets")
                .isLessThan(10);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void thatCameAloneOverKafkaAreTakenAgainWhenTheyReadAnOldState() {
        String ticket = acme.open();
        Steps here = instance();
        Steps there = instance();
        status(here, ticket, "pending");
        status(there, ticket, "open");
        List<Ticket.Opened> read = new ArrayList<>();
        RequesterId requester = new RequesterId(IDS.next());
        SERVICE.bean(TransactionTemplate.class)
                .executeWithoutResult(status -> here.takeTogether(List.of(call(streams -> {
                    read.add(streams.opened(new TicketId(ticket)));
                    return TICKETS.requester(streams, requester, "n", UUID.randomUUID() + "@customer.test");
                }))));
        assertThat(read).extracting(Ticket.Opened::version).containsExactly(2L, 3L);
        assertThat(SERVICE.jdbc()
                        .sql("select count(*) from stored_event where stream_id = ?")
                        .param(requester.value())
                        .query(Long.class)
                        .single())
                .as("what it appended")
                .isEqualTo(1);
    }

    @Test
    void areNotTakenAgainWhereTheCommitMayHaveWorked() {
        String ticket = acme.open();
        JdbcTransactionManager answersLost = new JdbcTransactionManager(SERVICE.bean(DataSource.class)) {
            @Override
            protected void doCommit(DefaultTransactionStatus status) {
                super.doCommit(status);
                throw new TransactionSystemException("the connection broke before the answer came");
            }
        };
        assertThatThrownBy(() -> run(
                        instance(new TransactionTemplate(answersLost)),
                        streams -> TICKETS.note(
                                streams, new TicketId(ticket), new NoteId(IDS.next()), "n", List.of(), Actor.SYSTEM)))
                .isInstanceOf(TransactionSystemException.class);
        assertThat(acme.version(ticket)).as("one note").isEqualTo(2);
    }

    @Test
    void goOnWhileOneWaitsForAWriterThatStandsStill() throws Exception {
        Steps steps = instance();
        String other = acme.open();
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> writer =
                    threads.submit(() -> SERVICE.bean(TransactionTemplate.class).executeWithoutResult(status -> {
                        SERVICE.jdbc()
                                .sql("select last_number from workspace where workspace = ? for update")
                                .param(acme.key())
                                .query(Long.class)
                                .single();
                        held.countDown();
                        await(release);
                    }));
            await(held);
            Future<Ticket.Opened> waits = threads.submit(() -> run(steps, streams -> TICKETS.open(streams, ticket())));
            assertThat(threads.submit(() -> status(steps, other, "pending"))
                            .get(15, TimeUnit.SECONDS)
                            .version())
                    .isPositive();
            assertThat(waits.isDone()).isFalse();
            release.countDown();
            writer.get();
            assertThat(waits.get(15, TimeUnit.SECONDS).version()).isPositive();
        }
    }

    @Test
    void readWhatAnEarlierStepOfTheirTransactionWrote() {
        Steps steps = instance();
        String address = UUID.randomUUID() + "@customer.test";
        List<Recipient> found = new ArrayList<>();
        List<Call<?>> calls = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            calls.add(
                    call(streams -> found.add(TICKETS.requester(streams, new RequesterId(IDS.next()), "n", address))));
        }
        SERVICE.bean(TransactionTemplate.class).executeWithoutResult(status -> steps.takeTogether(calls));
        assertThat(found).hasSize(3);
        assertThat(found.stream().map(Recipient::id).distinct()).hasSize(1);
    }

    private static TicketSteps.NewTicket ticket() {
        return new TicketSteps.NewTicket(
                new TicketId(IDS.next()),
                TicketEvent.Source.MANUAL,
                "s",
                "d",
                3,
                Optional.of(new RequesterId(IDS.next())),
                "Rob",
                UUID.randomUUID() + "@customer.test",
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Actor.SYSTEM);
    }

    @Test
    void ofSeveralInstancesOnOneTicketAllSucceedOneAfterTheOther() throws Exception {
        String ticket = acme.open();
        List<Steps> instances = List.of(instance(), instance(), instance());
        int each = 20;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Ticket.Opened>> notes = new ArrayList<>();
            for (int i = 0; i < each; i++) {
                for (Steps instance : instances) {
                    notes.add(threads.submit(() -> run(
                            instance,
                            streams -> TICKETS.note(
                                    streams,
                                    new TicketId(ticket),
                                    new NoteId(IDS.next()),
                                    "n",
                                    List.of(),
                                    Actor.SYSTEM))));
                }
            }
            List<Long> versions = new ArrayList<>();
            for (Future<Ticket.Opened> note : notes) {
                versions.add(note.get().version());
            }
            assertThat(versions)
                    .containsExactlyInAnyOrderElementsOf(
                            LongStream.rangeClosed(2, 1 + 3 * each).boxed().toList());
        }
        assertThat(acme.version(ticket)).isEqualTo(1 + 3 * each);
        assertThat(SERVICE.jdbc()
                        .sql("select count(*) from stored_event where stream_id = ?")
                        .param(ticket)
                        .query(Long.class)
                        .single())
                .isEqualTo(1 + 3 * each);
    }

    @Test
    void decideAgainWhenNothingSeemedToChangeOnAnOldState() {
        String ticket = acme.open();
        Steps here = instance();
        Steps there = instance();
        status(here, ticket, "pending");
        status(there, ticket, "open");
        assertThat(status(here, ticket, "pending").version()).isEqualTo(4);
    }

    @Test
    void decideAgainWhenAnOldStateRefused() {
        String ticket = acme.open();
        Steps here = instance();
        Steps there = instance();
        status(here, ticket, "closed");
        assertThatThrownBy(() -> run(here, streams -> reply(streams, ticket)))
                .isInstanceOfSatisfying(
                        RejectedException.class,
                        e -> assertThat(e.rejection()).isInstanceOf(Rejection.TicketIsClosed.class));
        status(there, ticket, "open");
        assertThat(run(here, streams -> reply(streams, ticket)).version()).isEqualTo(6);
    }

    private static Ticket.Opened reply(Streams streams, String ticket) {
        return new ReplySteps(TICKETS)
                .reply(
                        streams,
                        new ReplySteps.NewReply(
                                new TicketId(ticket),
                                new MessageId(IDS.next()),
                                Optional.empty(),
                                new ConversationId(IDS.next()),
                                "text",
                                null,
                                Optional.empty(),
                                Optional.empty(),
                                false,
                                Optional.empty(),
                                Actor.SYSTEM,
                                List.of(),
                                Copies.NONE))
                .ticket();
    }

    @Test
    void undoTheAttemptThatIsDecidedAgain() {
        String ticket = acme.open();
        Steps here = instance();
        Steps there = instance();
        status(here, ticket, "pending");
        status(there, ticket, "open");
        AtomicInteger attempts = new AtomicInteger();
        MessageId message = new MessageId(IDS.next());
        run(here, streams -> {
            attempts.incrementAndGet();
            streams.lookUps().addMessage(workspace, message, new ConversationId("c"), null);
            return TICKETS.take(streams, new TicketCommand.SetStatus(new TicketId(ticket), "pending", Actor.SYSTEM));
        });
        assertThat(attempts).as("on memory, then on the store").hasValue(2);
        boolean written = run(here, streams -> streams.lookUps().hasMessage(message));
        assertThat(written).isTrue();
    }

    @Test
    void writeEventsWithoutAnyJavaName() {
        acme.post("/tickets/" + acme.open() + "/replies", "{'text': 'x'}");
        assertThat(SERVICE.jdbc().sql("""
                                select distinct event_type from stored_event
                                where event_type !~ '^(workspace|requester|conversation|ticket)[.][a-z_]+$' or revision !~ '^[1-9]$'
                                   or stream_type not in ('workspace', 'requester', 'conversation', 'ticket')
                                   or position('dev.handover' in convert_from(payload, 'UTF8')) > 0
                                   or position('axonframework' in convert_from(payload, 'UTF8')) > 0
                                   or convert_from(meta_data, 'UTF8') ~ '(java|dev.handover|axonframework)'
                                """).query(String.class).list()).isEmpty();
        assertThat(SERVICE.jdbc()
                        .sql("select count(*) from stored_event")
                        .query(Long.class)
                        .single())
                .isPositive();
    }
}
