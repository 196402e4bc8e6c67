package dev.handover.ticket.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handover.channel.contract.ChannelEvent;
import dev.handover.channel.contract.ChannelTopics;
import dev.handover.foundation.kafka.Envelope;
import dev.handover.foundation.kafka.EventCodec;
import dev.handover.routing.contract.RoutingEvent;
import dev.handover.routing.contract.RoutingTopics;
import dev.handover.ticket.RunningTickets;
import dev.handover.ticket.Workspace;
import dev.handover.ticket.contract.ConversationJournalEvent;
import dev.handover.ticket.contract.JournalEvent;
import dev.handover.ticket.contract.TicketJournalEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What routing decides and channels report, from the record on Kafka to the journal. */
class RoutingAndDeliveryTest {
    private static final EventCodec<RoutingEvent> ROUTING = new EventCodec<>(RoutingEvent.TYPES);
    private static final EventCodec<ChannelEvent> CHANNEL = new EventCodec<>(ChannelEvent.TYPES);
    private static final RunningTickets SERVICE = RunningTickets.shared();
    private static Workspace acme;

    @BeforeAll
    static void start() {
        acme = Workspace.in(SERVICE);
    }

    private static Envelope envelope(String subject) {
        return new Envelope(UUID.randomUUID().toString(), subject, acme.key(), 0, Instant.now(), null, "cor-1", null);
    }

    private static ProducerRecord<String, byte[]> decided(String ticket, String decision, String operator) {
        return decided(ticket, decision, operator, null);
    }

    private static ProducerRecord<String, byte[]> decided(
            String ticket, String decision, String operator, @Nullable String replaces) {
        return ROUTING.encode(
                SERVICE.topic(RoutingTopics.EVENTS),
                ticket,
                envelope(ticket),
                new RoutingEvent.AssignmentDecided(
                        decision,
                        ticket,
                        "support",
                        operator,
                        "balanced",
                        List.of(),
                        List.of(),
                        replaces,
                        Instant.now()));
    }

    private static List<JournalEvent> await(String stream, long version) {
        org.awaitility.Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> acme.version(stream) >= version);
        return acme.journal(stream, (int) version);
    }

    @Nested
    class ADecision {
        @Test
        void isFollowedAndLeavesTheTicketNew() {
            String ticket = acme.open();
            SERVICE.send(List.of(decided(ticket, "d1", "ben")));
            assertThat(await(ticket, 2).getLast())
                    .isInstanceOfSatisfying(TicketJournalEvent.TicketAssigned.class, e -> {
                        assertThat(e.operatorId()).isEqualTo("ben");
                        assertThat(e.teamId()).isEqualTo("support");
                        assertThat(e.decisionId()).isEqualTo("d1");
                    });
            assertThat(acme.statusOf(ticket)).isEqualTo("open");
        }

        @Test
        void isDeclinedWhenAPersonWasFaster() {
            String ticket = acme.open();
            acme.put("/tickets/" + ticket + "/assignment", "{'operatorId': 'ben'}");
            SERVICE.send(List.of(decided(ticket, "d2", "amelie")));
            assertThat(await(ticket, 3).getLast())
                    .isInstanceOfSatisfying(TicketJournalEvent.TicketAssignmentDeclined.class, e -> {
                        assertThat(e.decisionId()).isEqualTo("d2");
                        assertThat(e.reason()).isEqualTo("already_assigned");
                    });
        }

        @Test
        void takesAReopenedTicketFromTheOperatorItReplacesAndFromNobodyElse() {
            String ticket = acme.open();
            acme.put("/tickets/" + ticket + "/assignment", "{'operatorId': 'ben'}");
            acme.put("/tickets/" + ticket + "/status", "{'status': 'solved'}");
            acme.put("/tickets/" + ticket + "/status", "{'status': 'open'}");
            SERVICE.send(List.of(
                    decided(ticket, "d7", "carl", "amelie"),
                    decided(ticket, "d8", "amelie", "ben"),
                    decided(ticket, "d9", "carl", "ben")));
            assertThat(await(ticket, 7).subList(4, 7))
                    .extracting(e -> switch (e) {
                        case TicketJournalEvent.TicketAssigned a -> a.operatorId() + " by " + a.decisionId();
                        case TicketJournalEvent.TicketAssignmentDeclined d -> d.reason() + " " + d.decisionId();
                        default -> "other";
                    })
                    .containsExactly("already_assigned d7", "amelie by d8", "already_assigned d9");
        }

        @Test
        void thatComesAgainChangesNothing() {
            String ticket = acme.open();
            SERVICE.send(List.of(
                    decided(ticket, "d3", "ben"),
                    decided(ticket, "d4", "amelie"),
                    decided(ticket, "d3", "ben"),
                    decided(ticket, "d4", "amelie"),
                    decided(ticket, "d5", "amelie")));
            List<JournalEvent> events = await(ticket, 4);
            assertThat(events.subList(1, 4))
                    .extracting(e -> switch (e) {
                        case TicketJournalEvent.TicketAssigned a -> "assigned " + a.decisionId();
                        case TicketJournalEvent.TicketAssignmentDeclined d -> "declined " + d.decisionId();
                        default -> "other";
                    })
                    .containsExactly("assigned d3", "declined d4", "declined d5");
        }

        @Test
        void aboutNoTicketParksItsKeyOnly() {
            String unknown = UUID.randomUUID().toString();
            SERVICE.send(List.of(decided(unknown, "d6", "ben")));
            org.awaitility.Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> SERVICE.jdbc()
                                    .sql("select count(*) from parked_key where record_key = ?")
                                    .param(unknown)
                                    .query(Long.class)
                                    .single()
                            == 1);
            assertThat(acme.version(unknown)).isZero();
        }
    }

    @Nested
    class ADelivery {
        private static ProducerRecord<String, byte[]> changed(
                String conversation, String message, ChannelEvent.DeliveryState state) {
            return CHANNEL.encode(
                    SERVICE.topic(ChannelTopics.EVENTS),
                    conversation,
                    envelope(conversation),
                    new ChannelEvent.DeliveryChanged(
                            conversation,
                            message,
                            state,
                            state == ChannelEvent.DeliveryState.FAILED ? "no such user" : null,
                            false,
                            null,
                            Instant.now()));
        }

        @Test
        void isRecordedAsFarAsItGoesForward() {
            String ticket = acme.open();
            String message = acme.post("/tickets/" + ticket + "/replies", "{'text': 'x'}")
                    .text("messageId");
            String conversation = ((TicketJournalEvent.TicketConversationLinked)
                            acme.journal(ticket, 2).get(1))
                    .conversationId();
            SERVICE.send(List.of(
                    changed(conversation, message, ChannelEvent.DeliveryState.QUEUED),
                    changed(conversation, message, ChannelEvent.DeliveryState.SENT),
                    changed(conversation, message, ChannelEvent.DeliveryState.SENT),
                    changed(conversation, message, ChannelEvent.DeliveryState.QUEUED),
                    changed(conversation, message, ChannelEvent.DeliveryState.FAILED)));
            assertThat(await(conversation, 4).subList(2, 4))
                    .extracting(e -> ((ConversationJournalEvent.ConversationDeliveryUpdated) e).state())
                    .containsExactly("sent", "failed");
            assertThat(acme.version(ticket)).isEqualTo(4);
        }
    }
}
