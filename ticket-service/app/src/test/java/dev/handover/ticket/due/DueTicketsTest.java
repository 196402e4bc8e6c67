package dev.handover.ticket.due;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handover.foundation.test.RealParts;
import dev.handover.ticket.RunningTickets;
import dev.handover.ticket.Workspace;
import dev.handover.ticket.contract.Actor;
import dev.handover.ticket.contract.JournalEvent;
import dev.handover.ticket.contract.Phase;
import dev.handover.ticket.contract.TicketJournalEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two instances on one database, and a clock of the test's that both go by. */
class DueTicketsTest {
    private static final MovedClock CLOCK = new MovedClock();
    private static RunningTickets first;
    private static RunningTickets second;
    private static Workspace acme;

    /** The system's time, and what the test adds to it. */
    private static final class MovedClock extends Clock {
        private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

        void move(Duration by) {
            ahead.updateAndGet(by::plus);
        }

        @Override
        public Instant instant() {
            return Instant.now().plus(ahead.get());
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @BeforeAll
    static void start() {
        first = RunningTickets.alone(RealParts.database(), CLOCK);
        acme = Workspace.in(first);
        second = first.another();
    }

    @AfterAll
    static void stop() {
        first.close();
        second.close();
    }

    private static void snooze(String ticket, Duration time) {
        assertThat(acme.put(
                                "/tickets/" + ticket + "/snooze",
                                "{'until': '" + CLOCK.instant().plus(time) + "'}")
                        .status())
                .isEqualTo(200);
    }

    private static void awaitVersion(String ticket, long version) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> acme.version(ticket) >= version);
    }

    private static JournalEvent last(String ticket) {
        return acme.journal(ticket, (int) acme.version(ticket)).getLast();
    }

    private static long due(String ticket) {
        return first.jdbc()
                .sql("select count(*) from due_ticket where ticket_id = ?")
                .param(ticket)
                .query(Long.class)
                .single();
    }

    @Test
    void wakesEachSnoozedTicketOnce() {
        List<String> tickets = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            String ticket = acme.open();
            snooze(ticket, Duration.ofHours(1));
            tickets.add(ticket);
        }
        CLOCK.move(Duration.ofMinutes(61));
        Thread other =
                Thread.ofVirtual().start(() -> second.bean(DueTickets.class).round());
        first.bean(DueTickets.class).round();
        tickets.forEach(ticket -> awaitVersion(ticket, 3));
        Awaitility.await().until(() -> !other.isAlive());
        tickets.forEach(ticket -> {
            assertThat(acme.version(ticket)).isEqualTo(3);
            assertThat(due(ticket)).isZero();
            assertThat(last(ticket)).isInstanceOfSatisfying(TicketJournalEvent.TicketWoken.class, e -> {
                assertThat(e.cause()).isEqualTo("time");
                assertThat(e.by().kind()).isEqualTo(Actor.Kind.SYSTEM);
            });
        });
    }

    @Test
    void wakesByTheSchedulerAloneAndByTheTimeThatWasSetLast() {
        String early = acme.open();
        String late = acme.open();
        snooze(early, Duration.ofHours(1));
        snooze(late, Duration.ofHours(1));
        snooze(late, Duration.ofDays(2));
        CLOCK.move(Duration.ofMinutes(61));
        awaitVersion(early, 3);
        assertThat(last(early)).isInstanceOf(TicketJournalEvent.TicketWoken.class);
        assertThat(acme.version(late)).isEqualTo(3);
        assertThat(due(late)).isEqualTo(1);
    }

    @Test
    void hasNothingToDoWhereSomebodyWasFaster() {
        String ticket = acme.open();
        snooze(ticket, Duration.ofHours(1));
        assertThat(acme.service()
                        .call(acme.token("sub-amelie", "operator"), "DELETE", "/v1/tickets/" + ticket + "/snooze", null)
                        .number("version"))
                .isEqualTo(3);
        assertThat(due(ticket)).isZero();
    }

    @Test
    void closesWhatWasSolvedLongEnoughAgo() {
        String solved = acme.open();
        String reopened = acme.open();
        acme.put("/tickets/" + solved + "/status", "{'status': 'solved'}");
        acme.put("/tickets/" + reopened + "/status", "{'status': 'solved'}");
        assertThat(acme.post("/tickets/" + reopened + "/reopen", "{}").status()).isEqualTo(201);
        assertThat(due(reopened)).isZero();
        CLOCK.move(Duration.ofDays(7).plusMinutes(1));
        awaitVersion(solved, 3);
        assertThat(last(solved)).isInstanceOfSatisfying(TicketJournalEvent.TicketStatusChanged.class, e -> {
            assertThat(e.phase()).isEqualTo(Phase.CLOSED);
            assertThat(e.cause()).isEqualTo("time");
        });
        assertThat(due(solved)).isZero();
        assertThat(acme.version(reopened)).isEqualTo(3);
    }

    @Test
    void takesUpWhatAKilledInstanceHadClaimed() {
        String ticket = acme.open();
        snooze(ticket, Duration.ofHours(1));
        first.jdbc()
                .sql("update due_ticket set claimed_until = ? where ticket_id = ?")
                .params(CLOCK.instant().plus(Duration.ofMinutes(62)).atOffset(ZoneOffset.UTC), ticket)
                .update();
        CLOCK.move(Duration.ofMinutes(63));
        awaitVersion(ticket, 3);
        assertThat(last(ticket)).isInstanceOf(TicketJournalEvent.TicketWoken.class);
    }
}
