package dev.handover.query.projection;

import dev.handover.ticket.contract.ConversationJournalEvent;
import dev.handover.ticket.contract.JournalEvent;
import dev.handover.ticket.contract.Phase;
import dev.handover.ticket.contract.RequesterJournalEvent;
import dev.handover.ticket.contract.TicketJournalEvent;
import dev.handover.ticket.contract.TicketJournalEvent.*;
import dev.handover.ticket.contract.WorkspaceJournalEvent;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A ticket's row in the lists, folded from the ticket's stream alone. Times are of the precision of the database
 * (microseconds).
 *
 * @param version the ticket's version that this row shows
 */
record TicketRow(
        String workspace,
        String ticketId,
        Opening opening,
        Turn turn,
        Aside aside,
        Sorting sorting,
        Holder holder,
        Activity activity,
        long version) {
    /** The longest preview, in characters. */
    private static final int PREVIEW = 200;

    /** What hardly ever changes. */
    record Opening(
            long number,
            String subject,
            @Nullable String requesterId,
            @Nullable String requesterName,
            @Nullable String requesterEmail,
            String channel,
            @Nullable String sourceAgent,
            Instant createdAt) {
        Opening called(@Nullable String now) {
            return now == null
                    ? this
                    : new Opening(
                            number, now, requesterId, requesterName, requesterEmail, channel, sourceAgent, createdAt);
        }
    }

    /** Whose turn it is. */
    record Turn(String status, Phase phase) {}

    /** Whether it is put aside; {@code wakeOnCustomerMessage} is null where it is not snoozed. */
    record Aside(@Nullable Instant snoozedUntil, @Nullable Boolean wakeOnCustomerMessage, boolean archived) {
        static final Aside NOT = new Aside(null, null, false);

        Aside woken() {
            return new Aside(null, null, archived);
        }

        Aside archived(boolean now) {
            return new Aside(snoozedUntil, wakeOnCustomerMessage, now);
        }
    }

    /** How it is sorted among others. */
    record Sorting(int priority, List<String> tags, About about) {
        Sorting prioritised(int to) {
            return new Sorting(to, tags, about);
        }

        Sorting tagged(List<String> added, List<String> removed) {
            Set<String> all = new LinkedHashSet<>(tags);
            all.addAll(added);
            removed.forEach(all::remove);
            return new Sorting(priority, List.copyOf(all), about);
        }

        Sorting about(About now) {
            return new Sorting(priority, tags, now);
        }
    }

    /** What it is about. */
    record About(
            @Nullable String topic,
            @Nullable String intent,
            @Nullable String label,
            @Nullable String subLabel) {
        static final About NOTHING = new About(null, null, null, null);
    }

    /** Who has it. */
    record Holder(@Nullable String operatorId, @Nullable String teamId) {}

    /**
     * The last thing that happened and what was said.
     *
     * @param of the message that the preview is the beginning of; empty where it is none, null where that is not known
     */
    record Activity(String preview, @Nullable String of, Instant at) {
        Activity at(Instant time) {
            return said(preview, of, time);
        }

        Activity said(String text, @Nullable String message, Instant time) {
            Instant micros = time.truncatedTo(ChronoUnit.MICROS);
            return new Activity(text, message, micros.isAfter(at) ? micros : at);
        }

        Activity movedOff(String message, Instant time) {
            return of == null || of.equals(message) ? said("", "", time) : at(time);
        }
    }

    /**
     * The row after an event of its ticket; null where there is no such ticket, because its opening was discarded by
     * hand.
     */
    static @Nullable TicketRow evolve(@Nullable TicketRow row, Entry entry) {
        if (entry.event().isPresent() && entry.event().get() instanceof TicketOpened opened) {
            return opened(opened, entry);
        }
        if (row == null || (entry.event().isPresent() && entry.event().get() instanceof TicketErased)) {
            return null;
        }
        TicketRow evolved = entry.event().isPresent() ? row.with(entry.event().get()) : row;
        return evolved.at(entry.sequence());
    }

    private static TicketRow opened(TicketOpened e, Entry entry) {
        Instant at = e.occurredAt().truncatedTo(ChronoUnit.MICROS);
        return new TicketRow(
                entry.workspace(),
                e.ticketId(),
                new Opening(
                        e.number(),
                        e.subject(),
                        e.requesterId(),
                        e.requesterName(),
                        e.requesterEmail(),
                        e.channel(),
                        e.sourceAgent(),
                        at),
                new Turn(e.status(), e.phase()),
                Aside.NOT,
                new Sorting(e.priority(), List.copyOf(new LinkedHashSet<>(e.tags())), About.NOTHING),
                new Holder(null, e.teamId()),
                new Activity(preview(e.description()), "", at),
                entry.sequence());
    }

    private TicketRow with(JournalEvent event) {
        return switch (event) {
            case TicketAssigned e -> held(new Holder(e.operatorId(), e.teamId()), e.occurredAt());
            case TicketUnassigned e -> held(new Holder(null, null), e.occurredAt());
            case TicketStatusChanged e -> turned(new Turn(e.status(), e.phase()), e.occurredAt());
            case TicketPriorityChanged e -> sorted(sorting.prioritised(e.to()), e.occurredAt());
            case TicketTagged e -> sorted(sorting.tagged(e.tags(), List.of()), e.occurredAt());
            case TicketUntagged e -> sorted(sorting.tagged(List.of(), e.tags()), e.occurredAt());
            case TicketClassified e ->
                sorted(sorting.about(new About(e.topic(), e.intent(), e.label(), e.subLabel())), e.occurredAt());
            case TicketSnoozed e ->
                put(
                        new Aside(
                                e.until().truncatedTo(ChronoUnit.MICROS), e.wakeOnCustomerMessage(), aside.archived()),
                        e.occurredAt());
            case TicketWoken e -> put(aside.woken(), e.occurredAt());
            case TicketArchived e -> put(aside.archived(true), e.occurredAt());
            case TicketRestored e -> put(aside.archived(false), e.occurredAt());
            case TicketDescribed e -> called(opening.called(e.subject()), e.occurredAt());
            case TicketMessageAdded e ->
                e.automatic().automatic()
                        ? this
                        : active(activity.said(preview(e.preview()), e.messageId(), e.occurredAt()));
            case TicketMessagesErased _ -> active(new Activity("", "", activity.at()));
            case TicketNoteAdded e -> active(activity.at(e.occurredAt()));
            case TicketMergedInto e -> active(activity.at(e.occurredAt()));
            case TicketUnmerged e -> active(activity.at(e.occurredAt()));
            case TicketAbsorbed e -> active(activity.at(e.occurredAt()));
            case TicketGaveBack e -> active(activity.at(e.occurredAt()));
            case TicketSplitOff e -> active(activity.at(e.occurredAt()));
            case TicketMessageMovedOff e -> active(activity.movedOff(e.messageId(), e.occurredAt()));
            case TicketEscalated e -> active(activity.at(e.occurredAt()));
            case TicketNoteEdited e -> active(activity.at(e.occurredAt()));
            case TicketRecordLinked e -> active(activity.at(e.occurredAt()));
            case TicketRecordUnlinked e -> active(activity.at(e.occurredAt()));
            case TicketErased _,
                    TicketOpened _,
                    TicketConversationLinked _,
                    TicketConversationUnlinked _,
                    TicketAssignmentDeclined _,
                    TicketSplitFrom _,
                    TicketExternalSynced _ -> this;
            case WorkspaceJournalEvent _, RequesterJournalEvent _, ConversationJournalEvent _ -> this;
        };
    }

    /** Whether the event is one of a ticket's stream. */
    static boolean concerns(JournalEvent event) {
        return event instanceof TicketJournalEvent;
    }

    /** The beginning of a text, on one line. */
    static String preview(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        if (line.length() <= PREVIEW) {
            return line;
        }
        return line.substring(0, Character.isHighSurrogate(line.charAt(PREVIEW - 1)) ? PREVIEW - 1 : PREVIEW);
    }

    /** Whether it is in the views of work to be done now. */
    boolean isAtHand() {
        return isActive() && !aside.archived() && aside.snoozedUntil() == null;
    }

    boolean isActive() {
        return turn.phase().active();
    }

    private TicketRow called(Opening now, Instant at) {
        return new TicketRow(workspace, ticketId, now, turn, aside, sorting, holder, activity.at(at), version);
    }

    private TicketRow held(Holder by, Instant at) {
        return new TicketRow(workspace, ticketId, opening, turn, aside, sorting, by, activity.at(at), version);
    }

    private TicketRow turned(Turn to, Instant at) {
        return new TicketRow(workspace, ticketId, opening, to, aside, sorting, holder, activity.at(at), version);
    }

    private TicketRow put(Aside now, Instant at) {
        return new TicketRow(workspace, ticketId, opening, turn, now, sorting, holder, activity.at(at), version);
    }

    private TicketRow sorted(Sorting now, Instant at) {
        return new TicketRow(workspace, ticketId, opening, turn, aside, now, holder, activity.at(at), version);
    }

    private TicketRow active(Activity now) {
        return new TicketRow(workspace, ticketId, opening, turn, aside, sorting, holder, now, version);
    }

    private TicketRow at(long sequence) {
        return new TicketRow(workspace, ticketId, opening, turn, aside, sorting, holder, activity, sequence);
    }
}
