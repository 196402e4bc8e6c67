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
        int priority,
        Holder holder,
        List<String> tags,
        Activity activity,
        long version) {
    /** The longest preview, in characters. */
    private static final int PREVIEW = 200;

    /** What never changes. */
    record Opening(
            long number,
            String subject,
            @Nullable String requesterId,
            @Nullable String requesterName,
            @Nullable String requesterEmail,
            String channel,
            @Nullable String sourceAgent,
            Instant createdAt) {}

    /** Whose turn it is. */
    record Turn(String status, Phase phase) {}

    /** Who has it. */
    record Holder(@Nullable String operatorId, @Nullable String teamId) {}

    /** The last thing that happened and what it said. */
    record Activity(String preview, Instant at) {
        Activity at(Instant time) {
            return said(preview, time);
        }

        Activity said(String text, Instant time) {
            Instant micros = time.truncatedTo(ChronoUnit.MICROS);
            return new Activity(text, micros.isAfter(at) ? micros : at);
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
        if (row == null) {
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
                e.priority(),
                new Holder(null, e.teamId()),
                List.copyOf(new LinkedHashSet<>(e.tags())),
                new Activity(preview(e.description()), at),
                entry.sequence());
    }

    private TicketRow with(JournalEvent event) {
        return switch (event) {
            case TicketAssigned e -> held(new Holder(e.operatorId(), e.teamId()), e.occurredAt());
            case TicketUnassigned e -> held(new Holder(null, null), e.occurredAt());
            case TicketStatusChanged e -> turned(new Turn(e.status(), e.phase()), e.occurredAt());
            case TicketPriorityChanged e -> prioritised(e.to(), e.occurredAt());
            case TicketTagged e -> {
                Set<String> all = new LinkedHashSet<>(tags);
                all.addAll(e.tags());
                yield tagged(List.copyOf(all), e.occurredAt());
            }
            case TicketUntagged e -> {
                Set<String> left = new LinkedHashSet<>(tags);
                e.tags().forEach(left::remove);
                yield tagged(List.copyOf(left), e.occurredAt());
            }
            case TicketMessageAdded e ->
                e.automatic().automatic() ? this : active(activity.said(preview(e.preview()), e.occurredAt()));
            case TicketNoteAdded e -> active(activity.at(e.occurredAt()));
            case TicketMergedInto e -> active(activity.at(e.occurredAt()));
            case TicketUnmerged e -> active(activity.at(e.occurredAt()));
            case TicketAbsorbed e -> active(activity.at(e.occurredAt()));
            case TicketGaveBack e -> active(activity.at(e.occurredAt()));
            case TicketSplitOff e -> active(activity.at(e.occurredAt()));
            case TicketEscalated e -> active(activity.at(e.occurredAt()));
            case TicketOpened _, TicketConversationLinked _, TicketAssignmentDeclined _, TicketSplitFrom _ -> this;
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

    boolean isActive() {
        return turn.phase().active();
    }

    private TicketRow held(Holder by, Instant at) {
        return new TicketRow(workspace, ticketId, opening, turn, priority, by, tags, activity.at(at), version);
    }

    private TicketRow turned(Turn to, Instant at) {
        return new TicketRow(workspace, ticketId, opening, to, priority, holder, tags, activity.at(at), version);
    }

    private TicketRow prioritised(int to, Instant at) {
        return new TicketRow(workspace, ticketId, opening, turn, to, holder, tags, activity.at(at), version);
    }

    private TicketRow tagged(List<String> now, Instant at) {
        return new TicketRow(workspace, ticketId, opening, turn, priority, holder, now, activity.at(at), version);
    }

    private TicketRow active(Activity now) {
        return new TicketRow(workspace, ticketId, opening, turn, priority, holder, tags, now, version);
    }

    private TicketRow at(long sequence) {
        return new TicketRow(workspace, ticketId, opening, turn, priority, holder, tags, activity, sequence);
    }
}
