package dev.handover.notification.alert;

import dev.handover.foundation.kafka.Envelope;
import dev.handover.foundation.kafka.Published;
import dev.handover.ticket.contract.Actor;
import dev.handover.ticket.contract.ConversationJournalEvent.ConversationErased;
import dev.handover.ticket.contract.ConversationJournalEvent.ConversationTeamNotified;
import dev.handover.ticket.contract.JournalEvent;
import dev.handover.ticket.contract.TicketJournalEvent.TicketAssigned;
import dev.handover.ticket.contract.TicketJournalEvent.TicketDescribed;
import dev.handover.ticket.contract.TicketJournalEvent.TicketErased;
import dev.handover.ticket.contract.TicketJournalEvent.TicketMessageAdded;
import dev.handover.ticket.contract.TicketJournalEvent.TicketMessagesErased;
import dev.handover.ticket.contract.TicketJournalEvent.TicketNoteAdded;
import dev.handover.ticket.contract.TicketJournalEvent.TicketNoteEdited;
import dev.handover.ticket.contract.TicketJournalEvent.TicketOpened;
import dev.handover.ticket.contract.TicketJournalEvent.TicketStatusChanged;
import dev.handover.ticket.contract.TicketJournalEvent.TicketUnassigned;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Decides from one ticket's events who should know. Nobody hears of what they did themselves, and nobody of an
 * automatic message.
 */
public final class WhoShouldKnow {
    /** Where a person or an agent opened the ticket, so that no message of a customer is part of its opening. */
    private static final Set<String> OPENED_WITHOUT_MESSAGE =
            Set.of("manual", "api", "escalation", "takeover", "alert");

    private static final int PREVIEW = 200;

    private WhoShouldKnow() {}

    /** Whether events of this type change anything here; the others need not be read. */
    public static boolean concernedWith(Class<? extends JournalEvent> type) {
        return type == TicketOpened.class
                || type == TicketAssigned.class
                || type == TicketUnassigned.class
                || type == TicketMessageAdded.class
                || type == TicketNoteAdded.class
                || type == TicketNoteEdited.class
                || type == TicketDescribed.class
                || type == TicketStatusChanged.class
                || type == TicketErased.class
                || type == TicketMessagesErased.class
                || type == ConversationTeamNotified.class
                || type == ConversationErased.class;
    }

    /** The ticket after the event; empty while it is not opened. */
    public static Optional<Ticket> evolve(Optional<Ticket> ticket, String workspace, JournalEvent event) {
        return switch (event) {
            case TicketOpened e ->
                Optional.of(new Ticket(
                        e.ticketId(),
                        workspace,
                        e.number(),
                        e.subject(),
                        Optional.empty(),
                        Optional.ofNullable(e.teamId()),
                        !OPENED_WITHOUT_MESSAGE.contains(e.source())));
            case TicketAssigned e ->
                ticket.map(t -> t.assigned(Optional.ofNullable(e.operatorId()), Optional.ofNullable(e.teamId())));
            case TicketUnassigned _ -> ticket.map(t -> t.assigned(Optional.empty(), Optional.empty()));
            case TicketMessageAdded _ -> ticket.map(Ticket::withOpeningMessage);
            case TicketErased _ -> Optional.empty();
            case TicketDescribed e -> ticket.map(t -> t.called(e.subject() == null ? t.subject() : e.subject()));
            case JournalEvent _ -> ticket;
        };
    }

    /**
     * Who should know about the event.
     *
     * @param ticket as it was before the event
     * @param others looks up another ticket
     */
    public static List<Alert> alerts(
            Optional<Ticket> ticket, Function<String, Optional<Ticket>> others, Published<JournalEvent> published) {
        Envelope envelope = published.envelope();
        Optional<String> assignee = ticket.flatMap(Ticket::assignee);
        return switch (published.event()) {
            case TicketNoteAdded e -> mentioned(envelope, e.mentions(), e.ticketId(), e.by(), e.text(), e.occurredAt());
            case TicketNoteEdited e ->
                mentioned(envelope, e.newMentions(), e.ticketId(), e.by(), e.text(), e.occurredAt());
            case TicketAssigned e ->
                alert(
                                envelope,
                                Optional.ofNullable(e.operatorId())
                                        .filter(person -> !assignee.equals(Optional.of(person))),
                                Reason.ASSIGNED,
                                e.ticketId(),
                                e.by(),
                                null,
                                e.occurredAt())
                        .stream()
                        .toList();
            case TicketMessageAdded e
            when e.author().kind() == Actor.Kind.CUSTOMER
                    && !e.automatic().automatic()
                    && ticket.filter(Ticket::openingMessageDue).isEmpty() ->
                alert(
                                envelope,
                                assignee,
                                Reason.CUSTOMER_MESSAGE,
                                e.ticketId(),
                                e.author(),
                                preview(e.preview()),
                                e.occurredAt())
                        .stream()
                        .toList();
            case TicketStatusChanged e
            when !e.fromPhase().active() && e.phase().active() ->
                alert(envelope, assignee, Reason.REOPENED, e.ticketId(), e.by(), null, e.occurredAt()).stream()
                        .toList();
            case TicketOpened e
            when e.followUpOf() != null ->
                alert(
                                envelope,
                                others.apply(e.followUpOf()).flatMap(Ticket::assignee),
                                Reason.FOLLOW_UP,
                                e.ticketId(),
                                e.by(),
                                null,
                                e.occurredAt())
                        .stream()
                        .toList();
            case JournalEvent _ -> List.of();
        };
    }

    /** The members of a team should know what an escalation event found. */
    public static List<Alert> alerts(Collection<String> members, Envelope envelope, ConversationTeamNotified e) {
        return members.stream()
                .map(member -> new Alert(
                        envelope.id(),
                        envelope.workspace(),
                        member,
                        Reason.TEAM_NOTIFIED,
                        e.ticketId(),
                        new Alert.Message(e.conversationId(), e.messageId()),
                        e.by(),
                        preview(e.reason()),
                        e.occurredAt()))
                .toList();
    }

    private static List<Alert> mentioned(
            Envelope envelope, List<String> people, String ticketId, Actor by, String text, Instant at) {
        return people.stream()
                .distinct()
                .flatMap(person ->
                        alert(envelope, Optional.of(person), Reason.MENTION, ticketId, by, preview(text), at).stream())
                .toList();
    }

    private static Optional<Alert> alert(
            Envelope envelope,
            Optional<String> person,
            Reason reason,
            String ticketId,
            Actor by,
            @Nullable String preview,
            Instant at) {
        return person.filter(id -> by.kind() != Actor.Kind.OPERATOR || !id.equals(by.id()))
                .map(id -> new Alert(envelope.id(), envelope.workspace(), id, reason, ticketId, null, by, preview, at));
    }

    private static String preview(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        if (line.length() <= PREVIEW) {
            return line;
        }
        int end = Character.isHighSurrogate(line.charAt(PREVIEW - 1)) ? PREVIEW - 1 : PREVIEW;
        return line.substring(0, end) + "…";
    }
}
