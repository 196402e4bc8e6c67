package dev.handover.query;

import dev.handover.ticket.contract.Actor;
import dev.handover.ticket.contract.AttachmentRef;
import dev.handover.ticket.contract.AutomaticKind;
import dev.handover.ticket.contract.ConversationJournalEvent.*;
import dev.handover.ticket.contract.JournalEvent;
import dev.handover.ticket.contract.Phase;
import dev.handover.ticket.contract.RequesterJournalEvent.*;
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
    private final List<String> requesters = new ArrayList<>();
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

        final List<Mail> mails = new ArrayList<>();
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

    /** What a customer wrote, and how often it was moved. */
    private record Mail(String messageId, AutomaticKind automatic, int moves) {}

    /** An event of a stream. */
    record Step(String workspace, String stream, JournalEvent event) {}

    /** What happens next: one step of a caller, often several events. */
    List<Step> next() {
        time = time.plusMillis(random.nextInt(5000));
        if (random.nextInt(12) == 0) {
            return requester();
        }
        if (tickets.size() < 5 || random.nextInt(12) == 0) {
            return open();
        }
        Open open = tickets.get(random.nextInt(tickets.size()));
        return switch (random.nextInt(20)) {
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
            case 17, 18 -> of(open, aside(open));
            case 9 -> of(open, described(open));
            case 10 ->
                of(open, new TicketClassified(open.ticketId, any(TAGS), null, any(TAGS), null, Story.CUSTOMER, time));
            case 11 -> of(open, record(open));
            case 12 -> of(open, Story.synced(open.ticketId, any(TAGS), time, time));
            case 14, 15 -> attendance(open);
            case 19 -> moves(open, tickets.get(random.nextInt(tickets.size())));
            case 16 -> random.nextInt(4) == 0 ? erase(open) : reply(open);
            default -> reply(open);
        };
    }

    private List<Step> erase(Open open) {
        tickets.remove(open);
        return of(open, new TicketErased(open.ticketId, Story.operator("ben"), time));
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

    private JournalEvent aside(Open open) {
        return switch (random.nextInt(4)) {
            case 0 -> new TicketSnoozed(open.ticketId, time.plusSeconds(60), true, Story.CUSTOMER, time);
            case 1 -> new TicketWoken(open.ticketId, "time", Story.CUSTOMER, time);
            case 2 -> new TicketArchived(open.ticketId, Story.CUSTOMER, time);
            default -> new TicketRestored(open.ticketId, "by_hand", Story.CUSTOMER, time);
        };
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

    private List<Step> requester() {
        if (requesters.size() < 4) {
            String id = id("requester");
            requesters.add(id);
            Identity address = new Identity(Identity.Kind.EMAIL, id + "@customer.test", false);
            boolean known = random.nextBoolean();
            return List.of(new Step(
                    "acme",
                    id,
                    new RequesterRegistered(
                            id, "Carla", known ? address.value() : null, known ? List.of(address) : List.of())));
        }
        String id = any(requesters);
        Actor by = Story.operator("ben");
        Identity identity =
                new Identity(Identity.Kind.values()[random.nextInt(4)], id + "-" + random.nextInt(3), false);
        List<Step> steps = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            List<JournalEvent> events = switch (random.nextInt(5)) {
                case 0 ->
                    List.of(new RequesterDetailsChanged(
                            id, "Carla " + i, List.of(new Attribute("plan", any(TAGS))), by, time));
                case 1 -> List.of(new RequesterIdentityAdded(id, identity, by, time));
                case 2 ->
                    List.of(
                            new RequesterIdentityAdded(id, identity, by, time),
                            new RequesterIdentityVerified(id, identity, by, time));
                case 3 -> List.of(new RequesterMerged(id, any(requesters), by, time));
                default -> List.of(new RequesterUnmerged(id, any(requesters), by, time));
            };
            events.forEach(event -> steps.add(new Step("acme", id, event)));
        }
        return steps;
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
            if (random.nextInt(3) == 0) {
                steps.addAll(of(
                        open,
                        random.nextBoolean()
                                ? new TicketConversationLinked(open.ticketId, other.conversationId, false, time)
                                : new TicketConversationUnlinked(
                                        open.ticketId, other.conversationId, Story.operator("ben"), time)));
                continue;
            }
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

    /** Who answers, changing again and again, often within one transaction. */
    private List<Step> attendance(Open open) {
        List<Step> steps = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            open.conversationVersion++;
            steps.add(new Step(open.workspace, open.conversationId, attendanceEvent(open)));
        }
        return steps;
    }

    /** There and back again, often within one transaction; what became of a message in between is in what is moved. */
    private List<Step> moves(Open open, Open other) {
        List<Step> steps = new ArrayList<>();
        Open from = open;
        Open into = other;
        for (int i = random.nextInt(4); i >= 0; i--) {
            if (from == into || !from.workspace.equals(into.workspace) || from.mails.isEmpty()) {
                return steps;
            }
            steps.addAll(move(from, into, from.mails.remove(random.nextInt(from.mails.size()))));
            steps.addAll(attendance(into));
            from = into;
            into = from == open ? other : open;
        }
        return steps;
    }

    private List<Step> move(Open from, Open into, Mail mail) {
        String id = mail.messageId();
        int times = mail.moves() + 1;
        into.mails.add(new Mail(id, mail.automatic(), times));
        from.conversationVersion++;
        into.conversationVersion++;
        return List.of(
                new Step(
                        into.workspace,
                        into.conversationId,
                        Story.movedIn(
                                into.conversationId,
                                id,
                                "Hi",
                                Story.moved(times, from.conversationId, from.ticketId, 1, time),
                                time)),
                new Step(
                        into.workspace,
                        into.ticketId,
                        Story.added(
                                into.ticketId,
                                into.conversationId,
                                id,
                                into.conversationVersion,
                                mail.automatic(),
                                time)),
                new Step(
                        from.workspace,
                        from.conversationId,
                        Story.movedOff(from.conversationId, id, times, into.conversationId, into.ticketId, 1, time)),
                new Step(
                        from.workspace,
                        from.ticketId,
                        Story.movedOffTicket(from.ticketId, id, from.conversationId, into.ticketId, 1, time)));
    }

    private String aMessage(Open open) {
        return open.mails.isEmpty() || random.nextInt(3) == 0
                ? lastMessage(open)
                : open.mails.get(random.nextInt(open.mails.size())).messageId();
    }

    private static String lastMessage(Open open) {
        return open.lastReply == null ? "none" : open.lastReply;
    }

    private JournalEvent attendanceEvent(Open open) {
        String id = open.conversationId;
        return switch (random.nextInt(9)) {
            case 6 ->
                new ConversationMessageEdited(
                        id, aMessage(open), "edited " + random.nextInt(9), null, Story.CUSTOMER, time);
            case 7 ->
                random.nextInt(5) == 0
                        ? new ConversationMessageDeleted(id, aMessage(open), Story.CUSTOMER, time)
                        : Story.escalated(id, null, time);
            case 8 ->
                new ConversationAttachmentUpdated(
                        id, aMessage(open), "file", AttachmentRef.State.STORED, null, "text/plain", 9, time);
            case 0 -> new ConversationAgentJoined(id, any(List.of("bot-1", "bot-2")), Story.BOT, time);
            case 1 -> new ConversationAiPaused(id, "takeover", Story.operator(any(OPERATORS)), time);
            case 2 -> new ConversationAiResumed(id, "released", Story.operator("ben"), time);
            case 3 -> new ConversationTakenOver(id, open.ticketId, Story.operator(any(OPERATORS)), time);
            case 4 -> Story.escalated(id, open.ticketId, time);
            default -> new ConversationClosed(id, Story.operator("ben"), time);
        };
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
        if (random.nextInt(4) == 0) {
            open.conversationVersion++;
            return List.of(new Step(
                    open.workspace,
                    open.conversationId,
                    new ConversationParticipantAdded(open.conversationId, id("colin") + "@customer.test", null, time)));
        }
        String message = id("message");
        open.conversationVersion++;
        AutomaticKind kind = random.nextInt(5) == 0 ? AutomaticKind.BOUNCE : AutomaticKind.NONE;
        open.mails.add(new Mail(message, kind, 0));
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
                        random.nextInt(4) == 0
                                ? Story.closing(open.conversationId, open.ticketId, message, "Goodbye", time)
                                : Story.replied(open.conversationId, open.ticketId, message, "Hello", time)),
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
