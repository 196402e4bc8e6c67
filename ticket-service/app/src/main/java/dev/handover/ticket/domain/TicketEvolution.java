package dev.handover.ticket.domain;

import dev.handover.ticket.domain.Ticket.Facts;
import dev.handover.ticket.domain.Ticket.Opened;
import dev.handover.ticket.domain.Ticket.Unopened;
import dev.handover.ticket.domain.TicketEvent.Absorbed;
import dev.handover.ticket.domain.TicketEvent.AssignmentDeclined;
import dev.handover.ticket.domain.TicketEvent.ConversationLinked;
import dev.handover.ticket.domain.TicketEvent.ConversationUnlinked;
import dev.handover.ticket.domain.TicketEvent.Escalated;
import dev.handover.ticket.domain.TicketEvent.ExternalSynced;
import dev.handover.ticket.domain.TicketEvent.GaveBack;
import dev.handover.ticket.domain.TicketEvent.MergedInto;
import dev.handover.ticket.domain.TicketEvent.MessageAdded;
import dev.handover.ticket.domain.TicketEvent.MessageMovedOff;
import dev.handover.ticket.domain.TicketEvent.MessagesErased;
import dev.handover.ticket.domain.TicketEvent.NoteAdded;
import dev.handover.ticket.domain.TicketEvent.NoteEdited;
import dev.handover.ticket.domain.TicketEvent.PriorityChanged;
import dev.handover.ticket.domain.TicketEvent.RecordLinked;
import dev.handover.ticket.domain.TicketEvent.RecordUnlinked;
import dev.handover.ticket.domain.TicketEvent.SplitFrom;
import dev.handover.ticket.domain.TicketEvent.SplitOff;
import dev.handover.ticket.domain.TicketEvent.StatusChanged;
import dev.handover.ticket.domain.TicketEvent.TicketArchived;
import dev.handover.ticket.domain.TicketEvent.TicketAssigned;
import dev.handover.ticket.domain.TicketEvent.TicketClassified;
import dev.handover.ticket.domain.TicketEvent.TicketDescribed;
import dev.handover.ticket.domain.TicketEvent.TicketErased;
import dev.handover.ticket.domain.TicketEvent.TicketOpened;
import dev.handover.ticket.domain.TicketEvent.TicketRestored;
import dev.handover.ticket.domain.TicketEvent.TicketSnoozed;
import dev.handover.ticket.domain.TicketEvent.TicketTagged;
import dev.handover.ticket.domain.TicketEvent.TicketUnassigned;
import dev.handover.ticket.domain.TicketEvent.TicketUntagged;
import dev.handover.ticket.domain.TicketEvent.TicketWoken;
import dev.handover.ticket.domain.TicketEvent.Unmerged;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** What a ticket is after an event; total: it never throws, logs or checks. */
public final class TicketEvolution {
    private TicketEvolution() {}

    /** The ticket after the event. */
    public static Ticket evolve(Ticket ticket, TicketEvent event) {
        return switch (ticket) {
            case Unopened unopened -> event instanceof TicketOpened opened ? opened(opened) : unopened;
            case Opened opened ->
                event instanceof TicketErased
                        ? new Ticket.Erased(
                                opened.facts().id(),
                                opened.facts().identity().workspace(),
                                opened.facts().number(),
                                opened.version() + 1)
                        : evolve(opened, event);
            case Ticket.Erased e -> new Ticket.Erased(e.id(), e.owner(), e.number(), e.version() + 1);
        };
    }

    private static Ticket opened(TicketOpened e) {
        Facts facts = new Facts(
                new Ticket.Identity(e.ticketId(), e.workspace(), e.number(), Optional.ofNullable(e.requester())),
                new Ticket.Wording(e.subject(), Digest.of(e.description())),
                new Ticket.Sorting(e.priority(), new LinkedHashSet<>(e.tags()), Classification.NONE),
                new Ticket.Holder(Optional.empty(), Optional.ofNullable(e.teamId()), List.of()),
                new Ticket.Talk(List.of(), List.of()),
                Attached.NOTHING,
                Aside.NOT,
                Ticket.Kin.NONE);
        return new Opened(facts, e.phase(), e.status(), e.at(), 1);
    }

    private static LinkedRecord record(RecordLinked e) {
        return new LinkedRecord(e.recordId(), e.type(), e.reference(), e.title(), e.url());
    }

    private static ExternalReference reference(ExternalSynced e) {
        return new ExternalReference(e.platform(), e.remoteId(), e.url(), e.direction(), e.lastSyncAt());
    }

    private static Classification classification(TicketClassified e) {
        return new Classification(
                Optional.ofNullable(e.topic()),
                Optional.ofNullable(e.intent()),
                Optional.ofNullable(e.label()),
                Optional.ofNullable(e.subLabel()));
    }

    private static Ticket evolve(Opened ticket, TicketEvent event) {
        Facts facts = ticket.facts();
        long version = ticket.version() + 1;
        Facts changed = switch (event) {
            case TicketErased _, TicketOpened _, StatusChanged _, SplitFrom _, SplitOff _, Escalated _ -> facts;
            case NoteAdded e -> facts.with(facts.attached().noted(e));
            case NoteEdited e -> facts.with(facts.attached().edited(e));
            case RecordLinked e -> facts.with(facts.attached().linked(record(e)));
            case RecordUnlinked e -> facts.with(facts.attached().unlinked(e.recordId()));
            case ExternalSynced e -> facts.with(facts.attached().synced(reference(e)));
            case TicketSnoozed e ->
                facts.with(facts.aside().snoozed(new Aside.Snooze(e.until(), e.wakeOnCustomerMessage())));
            case TicketWoken _ -> facts.with(facts.aside().woken());
            case TicketArchived _ -> facts.with(facts.aside().archived(true));
            case TicketRestored _ -> facts.with(facts.aside().archived(false));
            case TicketDescribed e -> facts.worded(facts.wording().described(e));
            case TicketClassified e -> facts.sorted(facts.sorting().classified(classification(e)));
            case AssignmentDeclined e -> facts.held(facts.holder().decided(e.decisionId()));
            case ConversationLinked e -> facts.said(facts.talk().linked(e.conversationId(), e.primary()));
            case ConversationUnlinked e -> facts.said(facts.talk().unlinked(List.of(e.conversationId())));
            case TicketAssigned e -> {
                Ticket.Holder holder =
                        facts.holder().assigned(Optional.ofNullable(e.operatorId()), Optional.ofNullable(e.teamId()));
                yield facts.held(e.decisionId() == null ? holder : holder.decided(e.decisionId()));
            }
            case TicketUnassigned _ -> facts.held(facts.holder().assigned(Optional.empty(), Optional.empty()));
            case PriorityChanged e -> facts.sorted(facts.sorting().prioritised(e.to()));
            case TicketTagged e -> facts.sorted(facts.sorting().tagged(e.tags(), List.of()));
            case TicketUntagged e -> facts.sorted(facts.sorting().tagged(List.of(), e.tags()));
            case MergedInto e ->
                facts.related(facts.kin()
                        .merged(Optional.of(new Ticket.Merge(
                                e.into(), e.intoNumber(), ticket.status(), ticket.phase(), facts.aside()))));
            case Unmerged _ -> facts.related(facts.kin().merged(Optional.empty()));
            case Absorbed e ->
                facts.said(facts.talk().linked(e.conversations()))
                        .related(facts.kin().absorbed(e.source(), e.conversations()));
            case GaveBack e ->
                facts.said(facts.talk().unlinked(e.conversations()))
                        .related(facts.kin().gaveBack(e.source()));
            case MessageMovedOff e -> facts.said(facts.talk().without(List.of(e.messageId())));
            case MessagesErased e -> facts.said(facts.talk().without(e.messages()));
            case MessageAdded e ->
                e.automatic().isAutomatic()
                        ? facts
                        : facts.said(facts.talk()
                                .seen(new Ticket.Visible(version, e.messageId(), e.author(), e.preview(), e.at())));
        };
        return event instanceof StatusChanged e
                ? new Opened(
                        changed, e.phase(), e.status(), e.phase() == ticket.phase() ? ticket.since() : e.at(), version)
                : new Opened(changed, ticket.phase(), ticket.status(), ticket.since(), version);
    }
}
