package dev.handover.ticket.publish;

import dev.handover.ticket.contract.TicketEvent;
import dev.handover.ticket.contract.TicketEvent.Subject;

/** Stored ticket events as the public contract has them: each exactly once, internal notes without their text. */
final class PublicEvents {
    private PublicEvents() {}

    static TicketEvent of(dev.handover.ticket.domain.TicketEvent event, Subject ticket) {
        return switch (event) {
            case dev.handover.ticket.domain.TicketEvent.TicketOpened e ->
                new TicketEvent.Opened(
                        ticket,
                        Translation.source(e.source()),
                        e.channel(),
                        e.requester() == null ? null : e.requester().id().value(),
                        e.priority(),
                        e.status(),
                        Translation.phase(e.phase()),
                        e.tags(),
                        e.followUpOf() == null ? null : e.followUpOf().value(),
                        e.at());
            case dev.handover.ticket.domain.TicketEvent.ConversationLinked e ->
                new TicketEvent.ConversationLinked(ticket, e.conversationId().value(), e.primary(), e.at());
            case dev.handover.ticket.domain.TicketEvent.ConversationUnlinked e ->
                new TicketEvent.ConversationUnlinked(ticket, e.conversationId().value(), e.at());
            case dev.handover.ticket.domain.TicketEvent.TicketAssigned e ->
                new TicketEvent.Assigned(ticket, Translation.id(e.operatorId()), Translation.id(e.teamId()), e.at());
            case dev.handover.ticket.domain.TicketEvent.TicketUnassigned e ->
                new TicketEvent.Unassigned(ticket, e.at());
            case dev.handover.ticket.domain.TicketEvent.AssignmentDeclined e ->
                new TicketEvent.AssignmentDeclined(ticket, e.decisionId().value(), e.reason(), e.at());
            case dev.handover.ticket.domain.TicketEvent.StatusChanged e ->
                new TicketEvent.StatusChanged(
                        ticket,
                        e.fromStatus(),
                        Translation.phase(e.fromPhase()),
                        e.status(),
                        Translation.phase(e.phase()),
                        Translation.cause(e.cause()),
                        e.at());
            case dev.handover.ticket.domain.TicketEvent.PriorityChanged e ->
                new TicketEvent.PriorityChanged(ticket, e.from(), e.to(), e.at());
            case dev.handover.ticket.domain.TicketEvent.TicketTagged e ->
                new TicketEvent.Tagged(ticket, e.tags(), e.at());
            case dev.handover.ticket.domain.TicketEvent.TicketUntagged e ->
                new TicketEvent.Untagged(ticket, e.tags(), e.at());
            case dev.handover.ticket.domain.TicketEvent.MessageAdded e ->
                new TicketEvent.MessageAdded(
                        ticket,
                        e.conversationId().value(),
                        e.messageId().value(),
                        Translation.actor(e.author()).kind(),
                        Translation.automatic(e.automatic()),
                        e.preview(),
                        e.at());
            case dev.handover.ticket.domain.TicketEvent.NoteAdded e ->
                new TicketEvent.NoteAdded(ticket, e.noteId().value(), e.at());
            case dev.handover.ticket.domain.TicketEvent.MergedInto e ->
                new TicketEvent.MergedInto(ticket, e.into().value(), e.intoNumber(), e.at());
            case dev.handover.ticket.domain.TicketEvent.Absorbed e ->
                new TicketEvent.Absorbed(
                        ticket,
                        e.source().value(),
                        e.sourceNumber(),
                        Translation.conversations(e.conversations()),
                        e.at());
            case dev.handover.ticket.domain.TicketEvent.Unmerged e ->
                new TicketEvent.Unmerged(ticket, e.from().value(), e.fromNumber(), e.at());
            case dev.handover.ticket.domain.TicketEvent.GaveBack e ->
                new TicketEvent.GaveBack(
                        ticket,
                        e.source().value(),
                        e.sourceNumber(),
                        Translation.conversations(e.conversations()),
                        e.at());
            case dev.handover.ticket.domain.TicketEvent.SplitFrom e ->
                new TicketEvent.SplitFrom(ticket, e.from().value(), e.fromNumber(), e.at());
            case dev.handover.ticket.domain.TicketEvent.TicketErased e -> new TicketEvent.Erased(ticket, e.at());
            case dev.handover.ticket.domain.TicketEvent.MessagesErased e ->
                new TicketEvent.MessagesErased(ticket, Translation.messages(e.messages()), e.at());
            case dev.handover.ticket.domain.TicketEvent.SplitOff e ->
                new TicketEvent.SplitOff(
                        ticket, e.into().value(), e.intoNumber(), Translation.messages(e.messages()), e.at());
            case dev.handover.ticket.domain.TicketEvent.MessageMovedOff e ->
                new TicketEvent.MessageMovedOff(
                        ticket, e.messageId().value(), e.into().value(), e.intoNumber(), e.at());
            case dev.handover.ticket.domain.TicketEvent.Escalated e ->
                new TicketEvent.Escalated(
                        ticket,
                        e.conversationId().value(),
                        e.by().id(),
                        e.escalation().trigger(),
                        e.at());
            case dev.handover.ticket.domain.TicketEvent.NoteEdited e ->
                new TicketEvent.NoteEdited(ticket, e.noteId().value(), e.revision(), e.at());
            case dev.handover.ticket.domain.TicketEvent.TicketDescribed e ->
                new TicketEvent.Described(ticket, e.subject() != null, e.description() != null, e.at());
            case dev.handover.ticket.domain.TicketEvent.TicketClassified e ->
                new TicketEvent.Classified(ticket, e.topic(), e.intent(), e.label(), e.subLabel(), e.at());
            case dev.handover.ticket.domain.TicketEvent.RecordLinked e ->
                new TicketEvent.RecordLinked(ticket, e.recordId().value(), Translation.type(e.type()), e.at());
            case dev.handover.ticket.domain.TicketEvent.RecordUnlinked e ->
                new TicketEvent.RecordUnlinked(ticket, e.recordId().value(), e.at());
            case dev.handover.ticket.domain.TicketEvent.TicketSnoozed e ->
                new TicketEvent.Snoozed(ticket, e.until(), e.wakeOnCustomerMessage(), e.at());
            case dev.handover.ticket.domain.TicketEvent.TicketWoken e ->
                new TicketEvent.Woken(ticket, Translation.cause(e.cause()), e.at());
            case dev.handover.ticket.domain.TicketEvent.TicketArchived e -> new TicketEvent.Archived(ticket, e.at());
            case dev.handover.ticket.domain.TicketEvent.TicketRestored e ->
                new TicketEvent.Restored(ticket, Translation.cause(e.cause()), e.at());
            case dev.handover.ticket.domain.TicketEvent.ExternalSynced e ->
                new TicketEvent.ExternalSynced(
                        ticket,
                        e.platform(),
                        e.remoteId(),
                        e.url(),
                        Translation.direction(e.direction()),
                        e.lastSyncAt(),
                        e.at());
        };
    }
}
