package dev.handover.ticket.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.handover.foundation.kafka.Envelope;
import dev.handover.foundation.kafka.EventCodec;
import dev.handover.ticket.Answer;
import dev.handover.ticket.RunningTickets;
import dev.handover.ticket.Workspace;
import dev.handover.ticket.contract.AlertEvent;
import dev.handover.ticket.contract.JournalEvent;
import dev.handover.ticket.contract.TicketJournalEvent;
import dev.handover.ticket.contract.TicketTopics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What alerts of systems outside do. */
class AlertsTest {
    private static final RunningTickets SERVICE = RunningTickets.shared();
    private static final EventCodec<AlertEvent> CODEC = new EventCodec<>(AlertEvent.TYPES);
    private final Workspace acme = Workspace.in(SERVICE);

    private Answer define(String condition, String actions) {
        return SERVICE.call(
                acme.token("sub-amelie", "owner"),
                "POST",
                "/v1/settings/escalation-events",
                "{'name': 'Outage', 'kind': 'alert', 'condition': " + condition + ", 'actions': " + actions + "}");
    }

    private void severe() {
        assertThat(define(
                                "{'kind': 'attribute', 'name': 'severity', 'values': ['high']}",
                                "{'openTicket': true, 'priority': 5, 'assignTeam': 'support', 'tags': ['outage']}")
                        .status())
                .isEqualTo(201);
    }

    private Answer raise(String key, String severity) {
        return SERVICE.call(
                acme.token("monitor", "agent", "alerts:write"),
                "POST",
                "/v1/alerts",
                "{'key': '" + key + "', 'title': 'Checkout is down', 'severity': '" + severity
                        + "', 'url': 'https://status.test/1', 'attributes': {'region': 'eu'}}");
    }

    private <T extends JournalEvent> List<T> of(String stream, Class<T> type) {
        return acme.journal(stream).stream()
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    @Test
    void oneThatMatchesOpensATicketAndIsLinkedToIt() {
        severe();
        Answer raised = raise("checkout", "high");
        assertThat(raised.status()).as(raised.toString()).isEqualTo(201);
        assertThat(raised.json().get("opened").asBoolean()).isTrue();
        assertThat(raised.json().get("matched").get(0).asString()).isEqualTo("Outage");
        String ticket = raised.text("ticketId");
        var opened = of(ticket, TicketJournalEvent.TicketOpened.class).getFirst();
        assertThat(opened.source()).isEqualTo("alert");
        assertThat(opened.subject()).isEqualTo("Checkout is down");
        assertThat(opened.priority()).isEqualTo(5);
        assertThat(of(ticket, TicketJournalEvent.TicketRecordLinked.class)).hasSize(1);
        assertThat(of(ticket, TicketJournalEvent.TicketAssigned.class)
                        .getFirst()
                        .teamId())
                .isEqualTo("support");
        assertThat(of(ticket, TicketJournalEvent.TicketTagged.class).getFirst().tags())
                .containsExactly("outage");
    }

    @Test
    void anotherOfTheKeyJoinsTheTicketWhileItIsActive() {
        severe();
        String ticket = raise("checkout", "high").text("ticketId");
        long version = acme.version(ticket);
        Answer again = raise("checkout", "high");
        assertThat(again.text("ticketId")).isEqualTo(ticket);
        assertThat(again.json().get("opened").asBoolean()).isFalse();
        assertThat(acme.version(ticket)).isEqualTo(version);
        assertThat(raise("search", "high").text("ticketId")).isNotEqualTo(ticket);

        assertThat(acme.put("/tickets/" + ticket + "/status", "{'status': 'solved'}")
                        .status())
                .isEqualTo(200);
        String next = raise("checkout", "high").text("ticketId");
        assertThat(next).isNotEqualTo(ticket);
        assertThat(raise("checkout", "high").text("ticketId")).isEqualTo(next);
    }

    @Test
    void oneThatMatchesNothingOpensNothing() {
        severe();
        Answer raised = raise("checkout", "low");
        assertThat(raised.status()).isEqualTo(201);
        assertThat(raised.json().get("ticketId").isNull()).isTrue();
        assertThat(raised.json().get("matched").size()).isZero();
    }

    @Test
    void rulesOfAlertsTellNoTeamAndAreNotJudged() {
        assertThat(define("{'kind': 'keyword', 'values': ['x']}", "{'notifyTeam': 'support'}")
                        .pointers())
                .containsExactly("/actions/notifyTeam");
        assertThat(define("{'kind': 'plain', 'values': ['x']}", "{'openTicket': true}")
                        .pointers())
                .containsExactly("/condition/kind");
    }

    @Test
    void comeByTheTopicToo() {
        severe();
        SERVICE.send(List.of(CODEC.encode(
                SERVICE.topic(TicketTopics.ALERTS),
                "db",
                new Envelope(UUID.randomUUID().toString(), "db", acme.key(), 0, Instant.now(), null, null, null),
                new AlertEvent.AlertRaised(
                        "db", "Database\n is slow", "high", null, List.of(new AlertEvent.Attribute("region", "eu"))))));
        String ticket = await().atMost(Duration.ofSeconds(20))
                .until(this::ticketOfDb, Optional::isPresent)
                .orElseThrow();
        assertThat(of(ticket, TicketJournalEvent.TicketOpened.class).getFirst().subject())
                .isEqualTo("Database is slow");
    }

    private Optional<String> ticketOfDb() {
        return SERVICE.jdbc()
                .sql("select ticket_id from alert_ticket where workspace = ? and alert_key = 'db'")
                .param(acme.key())
                .query(String.class)
                .optional();
    }
}
