package dev.handover.ticket.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handover.foundation.trace.TraceParent;
import dev.handover.ticket.RunningTickets;
import dev.handover.ticket.Workspace;
import dev.handover.ticket.domain.Conversation;
import dev.handover.ticket.domain.ConversationEvent;
import dev.handover.ticket.domain.ConversationId;
import dev.handover.ticket.domain.Due;
import dev.handover.ticket.domain.Settings;
import dev.handover.ticket.domain.StoredEvent;
import dev.handover.ticket.domain.Ticket;
import dev.handover.ticket.domain.TicketEvent;
import dev.handover.ticket.domain.TicketEvent.Cause;
import dev.handover.ticket.domain.TicketEvent.MessageAdded;
import dev.handover.ticket.domain.TicketId;
import dev.handover.ticket.domain.WorkspaceKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;

/** What is promised of tickets and conversations, whoever did whatever to them: held to what the store has in the end. */
final class Promises {

    private final RunningTickets service;
    private final Workspace acme;
    private final List<Replied> replies;
    private final List<String> mails;
    private final Map<String, List<Placed>> ofTickets;
    private final Map<String, List<Placed>> ofConversations;
    private final Map<String, Ticket.Opened> folded = new HashMap<>();

    /**
     * What a workspace's streams hold now.
     *
     * @param replies that were accepted
     * @param mails ids of all that were delivered, once or more often
     */
    Promises(Workspace acme, List<Replied> replies, List<String> mails) {
        this.service = acme.service();
        this.acme = acme;
        this.replies = replies;
        this.mails = mails;
        this.ofTickets = streams("ticket");
        this.ofConversations = streams("conversation");
    }

    /** A reply that was accepted, written on that version. */
    record Replied(String ticket, long seen, String message) {}

    /** An event in its place; events of one transaction have the same. */
    private record Placed(StoredEvent event, String transaction) {}

    private Map<String, List<Placed>> streams(String type) {
        String rule = type.equals("ticket")
                ? "select ticket_id from ticket_number where workspace = ?"
                : "select conversation_id from conversation_begun where workspace = ?";
        Map<String, List<String>> transactions = new LinkedHashMap<>();
        service.jdbc()
                .sql("select stream_id, xmin::text from stored_event where stream_id in (" + rule
                        + ") order by stream_id, sequence_number")
                .param(acme.key())
                .query((row, n) -> transactions
                        .computeIfAbsent(row.getString(1), _ -> new ArrayList<>())
                        .add(row.getString(2)))
                .list();
        EventStorageEngine store = service.bean(EventStorageEngine.class);
        Map<String, List<Placed>> streams = new LinkedHashMap<>();
        transactions.forEach((id, places) -> {
            List<StoredEvent> events = store.readEvents(id)
                    .asStream()
                    .map(message -> (StoredEvent) message.getPayload())
                    .toList();
            streams.put(
                    id,
                    IntStream.range(0, events.size())
                            .mapToObj(i -> new Placed(events.get(i), places.get(i)))
                            .toList());
        });
        return streams;
    }

    /** Fails where it does not hold what was promised. */
    void hold() {
        assertThat(ofTickets).hasSizeGreaterThan(5);
        assertThat(ofConversations).hasSizeGreaterThan(5);
        statesAreWhatTheirEventsSay();
        numbersAscendWithoutAGap();
        conversationsHaveAtMostOneActiveTicket();
        repliesAndTheirStatusAreOneStep();
        customersMessagesAreOneStep();
        noReplyPassesWhatItsAuthorHasNotSeen();
    }

    private void statesAreWhatTheirEventsSay() {
        ofTickets.forEach((id, events) -> {
            Ticket ticket = Family.TICKET.empty();
            for (Placed each : events) {
                ticket = Family.TICKET.evolve(ticket, each.event());
            }
            folded.put(id, (Ticket.Opened) ticket);
            Ticket alive = read(streams -> streams.ticket(new TicketId(id)));
            assertThat(alive).isEqualTo(ticket);
        });
        ofConversations.forEach((id, events) -> {
            Conversation conversation = Family.CONVERSATION.empty();
            for (Placed each : events) {
                conversation = Family.CONVERSATION.evolve(conversation, each.event());
            }
            Conversation alive = read(streams -> streams.conversation(new ConversationId(id)));
            assertThat(alive).isEqualTo(conversation);
        });
        folded.forEach((id, ticket) -> {
            assertThat(column("select phase from ticket_number where ticket_id = ?", id))
                    .containsExactly(ticket.phase().name());
            assertThat(column("select kind from due_ticket where ticket_id = ?", id))
                    .containsExactlyInAnyOrderElementsOf(Due.of(ticket, Settings.DEFAULT).keySet().stream()
                            .map(Due::name)
                            .toList());
        });
    }

    private <T> T read(Steps.Step<T> step) {
        return service.bean(Steps.class)
                .run(new Call<>(
                        "read",
                        new WorkspaceKey(acme.key()),
                        new StepContext("cor", null, TraceParent.begin()),
                        false,
                        step));
    }

    private List<String> column(String sql, String id) {
        return service.jdbc().sql(sql).param(id).query(String.class).list();
    }

    private void numbersAscendWithoutAGap() {
        Set<Long> numbers = folded.values().stream()
                .map(ticket -> ticket.facts().number())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(numbers)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, folded.size()).boxed().toList());
    }

    private void conversationsHaveAtMostOneActiveTicket() {
        for (String conversation : ofConversations.keySet()) {
            List<String> active = folded.entrySet().stream()
                    .filter(ticket -> ticket.getValue().phase().active())
                    .filter(ticket ->
                            ticket.getValue().facts().talk().conversations().contains(new ConversationId(conversation)))
                    .map(Map.Entry::getKey)
                    .toList();
            assertThat(active).as(conversation).hasSizeLessThanOrEqualTo(1);
            assertThat(column(
                            "select ticket_id from conversation_ticket where conversation_id = ? and active",
                            conversation))
                    .isEqualTo(active);
        }
    }

    private List<Placed> added(String ticket, String message) {
        return ofTickets.getOrDefault(ticket, List.of()).stream()
                .filter(each -> each.event() instanceof MessageAdded added
                        && added.messageId().value().equals(message))
                .toList();
    }

    private void repliesAndTheirStatusAreOneStep() {
        int replied = 0;
        for (List<Placed> conversation : ofConversations.values()) {
            for (int i = 0; i < conversation.size(); i++) {
                Placed said = conversation.get(i);
                if (said.event() instanceof ConversationEvent.OperatorReplied reply) {
                    replied++;
                    List<Placed> added =
                            added(reply.ticketId().value(), reply.messageId().value());
                    assertThat(added).hasSize(1);
                    assertThat(added.getFirst().transaction()).isEqualTo(said.transaction());
                    int version = (int) ((MessageAdded) added.getFirst().event()).conversationVersion();
                    assertThat(version).isGreaterThan(i);
                    assertThat(conversation.get(version - 1).transaction()).isEqualTo(said.transaction());
                }
            }
        }
        assertThat(replied).isEqualTo(replies.size()).isGreaterThan(5);
        for (List<Placed> ticket : ofTickets.values()) {
            for (int i = 0; i < ticket.size(); i++) {
                if (ticket.get(i).event() instanceof TicketEvent.StatusChanged changed
                        && Set.of(Cause.OPERATOR_REPLY, Cause.CUSTOMER_MESSAGE).contains(changed.cause())) {
                    Placed before = ticket.get(i - 1);
                    assertThat(before.event()).isInstanceOf(MessageAdded.class);
                    assertThat(before.transaction()).isEqualTo(ticket.get(i).transaction());
                }
            }
        }
    }

    private void customersMessagesAreOneStep() {
        Map<String, Integer> received = new HashMap<>();
        ofConversations
                .values()
                .forEach(events -> events.forEach(each -> {
                    if (each.event() instanceof ConversationEvent.MessageReceived message) {
                        received.merge(message.messageId().value(), 1, Integer::sum);
                        for (String ticket : ofTickets.keySet()) {
                            List<Placed> added =
                                    added(ticket, message.messageId().value());
                            assertThat(added).hasSizeLessThanOrEqualTo(1);
                        }
                    }
                }));
        assertThat(received.values()).as("each message is taken once").containsOnly(1);
        assertThat(received.keySet()).containsAll(mails);
    }

    private void noReplyPassesWhatItsAuthorHasNotSeen() {
        for (Replied reply : replies) {
            List<Placed> events = ofTickets.getOrDefault(reply.ticket(), List.of());
            int own = events.indexOf(added(reply.ticket(), reply.message()).getFirst());
            for (long i = reply.seen(); i < own; i++) {
                assertThat(events.get((int) i).event() instanceof MessageAdded added
                                && !added.automatic().isAutomatic())
                        .as("%s was written on version %d, and %s came since", reply, reply.seen(), events.get((int) i))
                        .isFalse();
            }
        }
    }
}
