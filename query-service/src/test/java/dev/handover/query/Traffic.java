package dev.handover.query;

import dev.handover.ticket.contract.AutomaticKind;
import dev.handover.ticket.contract.ConversationJournalEvent.*;
import dev.handover.ticket.contract.JournalEvent;
import dev.handover.ticket.contract.Phase;
import dev.handover.ticket.contract.TicketJournalEvent.*;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Seeded, random, valid histories of tickets in several workspaces. */
final class Traffic {
    static final List<String> WORKSPACES = List.of("acme", "globex");
    static final List<String> OPERATORS = List.of("amelie", "ben", "chris");
    static final List<String> TEAMS = List.of("support", "sales");
    private static final List<String> TAGS = List.of("vip", "refund", "bug", "late");

    private final Random random;
    private final Map<String, Long> numbers = new HashMap<>();
    private final List<Open> tickets = new ArrayList<>();
    private Instant time = Instant.parse("2026-01-01T00:00:00Z");
    private int ids;

    Traffic(long seed) {
        random = new Random(seed);
    }

    private static final class Open {
        final String workspace;
        final String ticketId;
        final String conversationId;
        Phase phase = Phase.NEW;
        int priority = 3;
        long conversationVersion = 1;

        @Nullable
        String lastReply;

        @Nullable
        String note;

        List<String> mentions = List.of();
        int revision = 1;

        @Nullable
        String record;

        Open(String workspace, String ticketId, String conversationId) {
            this.workspace = workspace;
            this.ticketId = ticketId;
            this.conversationId = conversationId;
        }
    }

    /** An event of a stream. */
    record Step(String workspace, String stream, JournalEvent event) {}

    /** What happens next: one step of a caller, often several events. */
    List<Step> next() {
        time = time.plusMillis(random.nextInt(5000));
        if (tickets.size() < 5 || random.nextInt(12) == 0) {
            return open();
        }
        Open open = tickets.get(random.nextInt(tickets.size()));
        return switch (random.nextInt(15)) {
            case 0 -> of(open, Story.assigned(open.ticketId, any(OPERATORS), any(TEAMS), time));
            case 1 -> of(open, new TicketUnassigned(open.ticketId, Story.operator("ben"), time));
            case 2 -> of(open, status(open));
            case 3 -> of(open, priority(open));
            case 4 -> of(open, new TicketTagged(open.ticketId, List.of(any(TAGS), any(TAGS)), Story.CUSTOMER, time));
            case 5 -> of(open, new TicketUntagged(open.ticketId, List.of(any(TAGS)), Story.CUSTOMER, time));
            case 6 -> of(open, note(open));
            case 7 -> message(open);
            case 8 -> relation(open, tickets.get(random.nextInt(tickets.size())));
            case 13 -> of(open, edit(open));
            case 9 -> of(open, described(open));
            case 10 ->
                of(open, new TicketClassified(open.ticketId, any(TAGS), null, any(TAGS), null, Story.CUSTOMER, time));
            case 11 -> of(open, record(open));
            case 12 -> of(open, Story.synced(open.ticketId, any(TAGS), time, time));
            default -> reply(open);
        };
    }

    private JournalEvent note(Open open) {
        List<String> mentions = random.nextBoolean() ? List.of(any(OPERATORS)) : List.of(any(OPERATORS), any(TEAMS));
        open.note = id("note");
        open.mentions = mentions;
        open.revision = 1;
        return Story.note(open.ticketId, open.note, "look", mentions, time);
    }

    private JournalEvent edit(Open open) {
        if (open.note == null) {
            return note(open);
        }
        List<String> before = open.mentions;
        open.mentions = random.nextBoolean() ? List.of() : List.of(any(OPERATORS));
        List<String> added =
                open.mentions.stream().filter(one -> !before.contains(one)).toList();
        return Story.edited(open.ticketId, open.note, ++open.revision, "again", open.mentions, added, time);
    }

    private JournalEvent described(Open open) {
        return random.nextBoolean()
                ? new TicketDescribed(open.ticketId, "Subject at " + ids, null, Story.CUSTOMER, time)
                : new TicketDescribed(open.ticketId, null, "Description at " + ids, Story.CUSTOMER, time);
    }

    private JournalEvent record(Open open) {
        String linked = open.record;
        if (linked != null) {
            open.record = null;
            return new TicketRecordUnlinked(open.ticketId, linked, Story.CUSTOMER, time);
        }
        open.record = id("record");
        return Story.record(open.ticketId, open.record, time);
    }

    private List<Step> open() {
        String workspace = any(WORKSPACES);
        Open open = new Open(workspace, id("ticket"), id("conversation"));
        tickets.add(open);
        long number = numbers.merge(workspace, 1L, Long::sum);
        return List.of(
                new Step(
                        workspace,
                        open.conversationId,
                        new ConversationStarted(open.conversationId, "req-1", "email", null, "Subject")),
                new Step(
                        workspace,
                        open.ticketId,
                        Story.opened(open.ticketId, number, random.nextBoolean() ? any(TEAMS) : null, time)),
                new Step(
                        workspace,
                        open.ticketId,
                        new TicketConversationLinked(open.ticketId, open.conversationId, true, time)));
    }

    /** Absorbed and given back, in any order and again and again, often within one transaction. */
    private List<Step> relation(Open open, Open other) {
        List<Step> steps = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            List<String> conversations = List.of(other.conversationId);
            steps.addAll(of(
                    open,
                    random.nextBoolean()
                            ? new TicketAbsorbed(
                                    open.ticketId, other.ticketId, 1, conversations, Story.operator("ben"), time)
                            : new TicketGaveBack(
                                    open.ticketId, other.ticketId, 1, conversations, Story.operator("ben"), time)));
        }
        return steps;
    }

    private TicketStatusChanged status(Open open) {
        Phase from = open.phase;
        open.phase = Phase.values()[random.nextInt(Phase.values().length)];
        return Story.status(open.ticketId, from, open.phase, time);
    }

    private TicketPriorityChanged priority(Open open) {
        int from = open.priority;
        open.priority = 1 + random.nextInt(5);
        return new TicketPriorityChanged(open.ticketId, from, open.priority, Story.operator("ben"), time);
    }

    private List<Step> message(Open open) {
        String message = id("message");
        open.conversationVersion++;
        AutomaticKind kind = random.nextInt(5) == 0 ? AutomaticKind.BOUNCE : AutomaticKind.NONE;
        return List.of(
                new Step(open.workspace, open.conversationId, Story.received(open.conversationId, message, "Hi", time)),
                new Step(
                        open.workspace,
                        open.ticketId,
                        Story.added(
                                open.ticketId, open.conversationId, message, open.conversationVersion, kind, time)));
    }

    private List<Step> reply(Open open) {
        if (open.lastReply != null && random.nextBoolean()) {
            open.conversationVersion++;
            String state = random.nextBoolean() ? "sent" : "failed";
            return List.of(new Step(
                    open.workspace,
                    open.conversationId,
                    new ConversationDeliveryUpdated(open.conversationId, open.lastReply, state, null, time)));
        }
        String message = id("message");
        open.lastReply = message;
        open.conversationVersion++;
        return List.of(
                new Step(
                        open.workspace,
                        open.conversationId,
                        Story.replied(open.conversationId, open.ticketId, message, "Hello", time)),
                new Step(
                        open.workspace,
                        open.ticketId,
                        Story.added(
                                open.ticketId,
                                open.conversationId,
                                message,
                                open.conversationVersion,
                                AutomaticKind.NONE,
                                time)));
    }

    private List<Step> of(Open open, JournalEvent event) {
        return List.of(new Step(open.workspace, open.ticketId, event));
    }

    private String any(List<String> some) {
        return some.get(random.nextInt(some.size()));
    }

    private String id(String kind) {
        return kind + "-" + ++ids;
    }
}
