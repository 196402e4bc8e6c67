package dev.handover.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handover.ticket.contract.AttachmentRef;
import dev.handover.ticket.contract.AutomaticKind;
import dev.handover.ticket.contract.ConversationJournalEvent.ConversationAttachmentUpdated;
import dev.handover.ticket.contract.ConversationJournalEvent.ConversationMessageEdited;
import dev.handover.ticket.contract.ConversationJournalEvent.ConversationStarted;
import dev.handover.ticket.contract.JournalEvent;
import dev.handover.ticket.contract.Phase;
import dev.handover.ticket.contract.TicketJournalEvent.TicketConversationLinked;
import dev.handover.ticket.contract.TicketJournalEvent.TicketMessagesErased;
import dev.handover.ticket.contract.TicketJournalEvent.TicketStatusChanged;
import dev.handover.ticket.contract.TicketTopics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A message that was moved is where it is now, and there alone, in whatever order the streams come. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MovedMessagesTest {
    private static final AttachmentRef STORED =
            new AttachmentRef("f1", "label.pdf", "application/pdf", 12, false, null, AttachmentRef.State.STORED, null);
    private Running running;

    @BeforeAll
    void start() {
        running = new Running();
    }

    @AfterAll
    void stop() {
        running.close();
    }

    /** Two tickets with a conversation each; what the second customer wrote came to the first's. */
    private final class Desk {
        final String workspace = "w" + UUID.randomUUID().toString().substring(0, 8);
        final String token = Running.token(workspace, "amelie");
        final String first = UUID.randomUUID().toString();
        final String second = UUID.randomUUID().toString();
        final String a = UUID.randomUUID().toString();
        final String b = UUID.randomUUID().toString();
        final String own = UUID.randomUUID().toString();
        final String stray = UUID.randomUUID().toString();
        final Instant at = Story.now();

        Desk() {
            running.operator(workspace, "amelie");
            publish(a, new ConversationStarted(a, "req-1", "email", null, "Subject"));
            publish(b, new ConversationStarted(b, "req-2", "email", null, "Subject"));
            publish(first, Story.opened(first, 1, null, at));
            publish(second, Story.opened(second, 2, null, at));
            publish(first, new TicketConversationLinked(first, a, true, at));
            publish(second, new TicketConversationLinked(second, b, true, at));
            publish(a, Story.received(a, own, "Mine", at));
            publish(first, Story.added(first, a, own, 2, AutomaticKind.NONE, at));
        }

        long publish(String stream, JournalEvent event) {
            return running.publish(workspace, stream, event);
        }

        ProducerRecord<String, byte[]> next(String stream, JournalEvent event) {
            return running.next(TicketTopics.JOURNAL, workspace, stream, event);
        }

        /** Events of the conversation that it strays to, and of its ticket. */
        List<ProducerRecord<String, byte[]>> strays() {
            return List.of(
                    next(a, Story.received(a, stray, "Not yours", at.plusSeconds(1), Story.pending("f1"))),
                    next(
                            a,
                            new ConversationAttachmentUpdated(
                                    a,
                                    stray,
                                    "f1",
                                    AttachmentRef.State.STORED,
                                    null,
                                    "application/pdf",
                                    12,
                                    at.plusSeconds(2))),
                    next(
                            a,
                            new ConversationMessageEdited(
                                    a, stray, "In full", null, Story.CUSTOMER, at.plusSeconds(2))),
                    next(first, Story.added(first, a, stray, 3, AutomaticKind.NONE, at.plusSeconds(1))));
        }

        List<ProducerRecord<String, byte[]>> in(
                String conversation,
                String ticket,
                int times,
                String from,
                String fromTicket,
                long number,
                long version) {
            Instant when = at.plusSeconds(10L * times);
            return List.of(
                    next(
                            conversation,
                            Story.movedIn(
                                    conversation,
                                    stray,
                                    "In full",
                                    Story.moved(times, from, fromTicket, number, when),
                                    at.plusSeconds(1),
                                    STORED)),
                    next(ticket, Story.added(ticket, conversation, stray, version, AutomaticKind.NONE, when)));
        }

        List<ProducerRecord<String, byte[]>> off(
                String conversation, String ticket, int times, String into, String intoTicket, long number) {
            Instant when = at.plusSeconds(10L * times);
            return List.of(
                    next(conversation, Story.movedOff(conversation, stray, times, into, intoTicket, number, when)),
                    next(ticket, Story.movedOffTicket(ticket, stray, conversation, intoTicket, number, when)));
        }

        void awaitVersions(long ofFirst, long ofSecond, long ofA, long ofB) {
            running.awaitColumn(
                    "select stream_id || version from generation_a.stream_version where workspace = '" + workspace
                            + "' order by stream_id collate \"C\"",
                    List.of(first + ofFirst, second + ofSecond, a + ofA, b + ofB).stream()
                            .sorted()
                            .toList());
        }

        List<JsonNode> timeline(String ticket) {
            return running.get(token, "/query/v1/tickets/" + ticket + "/timeline")
                    .items()
                    .valueStream()
                    .toList();
        }

        List<JsonNode> happened(String conversation) {
            return running.get(token, "/query/v1/conversations/" + conversation + "/timeline")
                    .items()
                    .valueStream()
                    .toList();
        }

        String preview(String ticket) {
            return running.get(token, "/query/v1/tickets/" + ticket)
                    .body()
                    .path("preview")
                    .asString();
        }
    }

    private static List<JsonNode> of(List<JsonNode> items, String message) {
        return items.stream()
                .filter(item -> item.path("messageId").asString("").equals(message))
                .toList();
    }

    private static List<JsonNode> named(List<JsonNode> items, String type) {
        return items.stream()
                .filter(item -> item.path("type").asString("").equals(type))
                .toList();
    }

    private void sendTwice(List<ProducerRecord<String, byte[]>> records) {
        records.forEach(running::send);
        records.forEach(
                one -> running.send(new ProducerRecord<>(one.topic(), null, one.key(), one.value(), one.headers())));
    }

    /** Of the first ticket, a mark is left, and all of it is on the other. */
    private static void isMoved(Desk desk) {
        List<JsonNode> there = desk.timeline(desk.second);
        assertThat(of(there, desk.stray)).hasSize(1);
        isWhole(of(there, desk.stray).getFirst(), desk.a, desk.first, 1, 1);
        assertThat(of(desk.happened(desk.b), desk.stray)).hasSize(1);
        isWhole(of(desk.happened(desk.b), desk.stray).getFirst(), desk.a, desk.first, 1, 1);
        assertThat(desk.preview(desk.second)).isEqualTo("beginning of " + desk.stray);
        List<JsonNode> here = desk.timeline(desk.first);
        assertThat(of(here, desk.stray)).isEmpty();
        assertThat(of(here, desk.own)).hasSize(1);
        assertThat(named(here, "attachment_updated")).isEmpty();
        assertThat(named(here, "message_edited")).isEmpty();
        assertThat(named(here, "message_moved_off")).hasSize(1);
        isMark(named(here, "message_moved_off").getFirst(), desk);
        assertThat(of(desk.happened(desk.a), desk.stray)).isEmpty();
        isMark(named(desk.happened(desk.a), "message_moved_off").getFirst(), desk);
        assertThat(desk.preview(desk.first)).isEmpty();
    }

    private static void isMark(JsonNode mark, Desk desk) {
        assertThat(mark.at("/by/name").asString()).isEqualTo("AMELIE");
        assertThat(mark.at("/change/messageId").asString()).isEqualTo(desk.stray);
        assertThat(mark.at("/change/ticketId").asString()).isEqualTo(desk.second);
        assertThat(mark.at("/change/number").asLong()).isEqualTo(2);
        assertThat(mark.at("/change/threadedBy").asString()).isEqualTo("REFERENCES");
    }

    private static void isWhole(JsonNode message, String from, String ticket, long number, int times) {
        assertThat(message.path("text").asString()).isEqualTo("In full");
        assertThat(message.path("pending").asBoolean()).isFalse();
        assertThat(message.path("versions").isEmpty()).isTrue();
        assertThat(message.at("/attachments/0/name").asString()).isEqualTo("label.pdf");
        assertThat(message.at("/attachments/0/state").asString()).isEqualTo("STORED");
        assertThat(message.at("/moved/conversationId").asString()).isEqualTo(from);
        assertThat(message.at("/moved/ticketId").asString()).isEqualTo(ticket);
        assertThat(message.at("/moved/ticketNumber").asLong()).isEqualTo(number);
        assertThat(message.at("/moved/times").asInt()).isEqualTo(times);
        assertThat(message.at("/moved/by/name").asString()).isEqualTo("AMELIE");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void isOnItsTicketAloneWhicheverComesFirst(boolean newPlaceFirst) {
        Desk desk = new Desk();
        List<ProducerRecord<String, byte[]>> old = new ArrayList<>(desk.strays());
        old.addAll(desk.off(desk.a, desk.first, 1, desk.b, desk.second, 2));
        List<ProducerRecord<String, byte[]>> now = desk.in(desk.b, desk.second, 1, desk.a, desk.first, 1, 2);
        sendTwice(newPlaceFirst ? now : old);
        desk.awaitVersions(newPlaceFirst ? 3 : 5, newPlaceFirst ? 3 : 2, newPlaceFirst ? 2 : 6, newPlaceFirst ? 2 : 1);
        sendTwice(newPlaceFirst ? old : now);
        desk.awaitVersions(5, 3, 6, 2);
        isMoved(desk);
        assertThat(running.column("select count(*) from generation_a.message where message_id = '" + desk.stray + "'"))
                .containsExactly("1");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void goesBackAgain(boolean betweenFirst) {
        Desk desk = new Desk();
        List<ProducerRecord<String, byte[]>> home = new ArrayList<>(desk.strays());
        home.addAll(desk.off(desk.a, desk.first, 1, desk.b, desk.second, 2));
        home.addAll(desk.in(desk.a, desk.first, 2, desk.b, desk.second, 2, 7));
        List<ProducerRecord<String, byte[]>> between =
                new ArrayList<>(desk.in(desk.b, desk.second, 1, desk.a, desk.first, 1, 2));
        between.addAll(desk.off(desk.b, desk.second, 2, desk.a, desk.first, 1));
        sendTwice(betweenFirst ? between : home);
        desk.awaitVersions(betweenFirst ? 3 : 6, betweenFirst ? 4 : 2, betweenFirst ? 2 : 7, betweenFirst ? 3 : 1);
        sendTwice(betweenFirst ? home : between);
        desk.awaitVersions(6, 4, 7, 3);
        assertThat(of(desk.timeline(desk.first), desk.stray)).hasSize(1);
        isWhole(of(desk.timeline(desk.first), desk.stray).getFirst(), desk.b, desk.second, 2, 2);
        assertThat(named(desk.timeline(desk.first), "message_moved_off")).hasSize(1);
        assertThat(of(desk.timeline(desk.second), desk.stray)).isEmpty();
        assertThat(named(desk.timeline(desk.second), "message_moved_off")).hasSize(1);
        assertThat(desk.preview(desk.first)).isEqualTo("beginning of " + desk.stray);
        assertThat(desk.preview(desk.second)).isEmpty();
    }

    @Test
    void leavesThePreviewOfWhatWasSaidSince() {
        Desk desk = new Desk();
        desk.strays().forEach(running::send);
        String answer = UUID.randomUUID().toString();
        desk.publish(desk.a, Story.received(desk.a, answer, "Later", desk.at.plusSeconds(3)));
        desk.publish(
                desk.first, Story.added(desk.first, desk.a, answer, 6, AutomaticKind.NONE, desk.at.plusSeconds(3)));
        desk.in(desk.b, desk.second, 1, desk.a, desk.first, 1, 2).forEach(running::send);
        desk.off(desk.a, desk.first, 1, desk.b, desk.second, 2).forEach(running::send);
        desk.awaitVersions(6, 3, 7, 2);
        assertThat(desk.preview(desk.first)).isEqualTo("beginning of " + answer);
        assertThat(running.get(desk.token, "/query/v1/conversations/" + desk.a)
                        .body()
                        .path("preview")
                        .asString())
                .isEqualTo("Later");
    }

    @Test
    void namesNobodyOnEarlierTicketsOnceItIsErased() {
        Desk desk = new Desk();
        desk.strays().forEach(running::send);
        desk.publish(
                desk.first,
                new TicketStatusChanged(
                        desk.first,
                        "open",
                        Phase.NEW,
                        "open",
                        Phase.WAITING_ON_TEAM,
                        "customer_message",
                        Story.CUSTOMER,
                        desk.at.plusSeconds(1)));
        desk.in(desk.b, desk.second, 1, desk.a, desk.first, 1, 2).forEach(running::send);
        desk.off(desk.a, desk.first, 1, desk.b, desk.second, 2).forEach(running::send);
        desk.publish(
                desk.first,
                new TicketMessagesErased(
                        desk.first, List.of(desk.stray), Story.operator("amelie"), desk.at.plusSeconds(20)));
        desk.awaitVersions(7, 3, 6, 2);
        assertThat(running.column("select count(*) from generation_a.timeline_item where ticket_id = '" + desk.first
                        + "' and (message_id = '" + desk.stray + "' or type like '%status_changed%'"
                        + " and event like '%carla@customer.test%')"))
                .containsExactly("0");
    }
}
