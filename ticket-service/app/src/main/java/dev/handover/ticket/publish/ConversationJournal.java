package dev.handover.ticket.publish;

import dev.handover.ticket.contract.Actor;
import dev.handover.ticket.contract.ConversationJournalEvent;
import dev.handover.ticket.domain.ConversationEvent;
import java.util.Locale;

/** Stored events of conversations as the journal has them: in full, each as one record. */
final class ConversationJournal {
    private ConversationJournal() {}

    static ConversationJournalEvent of(ConversationEvent event) {
        return switch (event) {
            case ConversationEvent.ConversationStarted e ->
                new ConversationJournalEvent.ConversationStarted(
                        e.conversationId().value(),
                        Translation.requesterId(e.requester()),
                        e.channel(),
                        e.accountId(),
                        e.subject());
            case ConversationEvent.MessageReceived e ->
                new ConversationJournalEvent.ConversationMessageReceived(
                        e.conversationId().value(),
                        e.messageId().value(),
                        Translation.actor(e.from()),
                        e.subject(),
                        e.text(),
                        e.html(),
                        Translation.spans(e.parts()),
                        Translation.attachments(e.attachments()),
                        e.externalId(),
                        Translation.automatic(e.automatic()),
                        true,
                        e.issues(),
                        Translation.authentication(e.authentication()),
                        Translation.threadedBy(e.threadedBy()),
                        e.at(),
                        Translation.moved(e.moved()));
            case ConversationEvent.MessageMovedOff e ->
                new ConversationJournalEvent.ConversationMessageMovedOff(
                        e.conversationId().value(),
                        e.messageId().value(),
                        e.into().value(),
                        e.ticketId().value(),
                        e.ticketNumber(),
                        Translation.threadedBy(e.threadedBy()),
                        e.times(),
                        Translation.actor(e.by()),
                        e.at());
            case ConversationEvent.ParticipantAdded e ->
                new ConversationJournalEvent.ConversationParticipantAdded(
                        e.conversationId().value(), e.address(), e.name(), e.at());
            case ConversationEvent.OperatorReplied e ->
                new ConversationJournalEvent.ConversationOperatorReplied(
                        e.conversationId().value(),
                        e.ticketId().value(),
                        e.ticketNumber(),
                        e.messageId().value(),
                        Translation.actor(e.by()),
                        e.text(),
                        e.html(),
                        e.channel(),
                        e.accountId(),
                        e.toAddress(),
                        e.toName(),
                        e.subject(),
                        e.inReplyTo(),
                        e.references(),
                        e.at(),
                        e.attachments() == null ? null : Translation.attachments(e.attachments()),
                        e.cc(),
                        e.bcc());
            case ConversationEvent.ConversationErased e ->
                new ConversationJournalEvent.ConversationErased(
                        e.conversationId().value(),
                        Translation.messages(e.messages()),
                        e.whole(),
                        e.ticketId() == null ? null : e.ticketId().value(),
                        Translation.actor(e.by()),
                        e.at());
            case ConversationEvent.DeliveryUpdated e ->
                new ConversationJournalEvent.ConversationDeliveryUpdated(
                        e.conversationId().value(),
                        e.messageId().value(),
                        e.state().name().toLowerCase(Locale.ROOT),
                        e.reason(),
                        e.at());
            case ConversationEvent.AgentReplied e ->
                new ConversationJournalEvent.ConversationAgentReplied(
                        e.conversationId().value(),
                        e.ticketId() == null ? null : e.ticketId().value(),
                        e.ticketNumber(),
                        e.messageId().value(),
                        Translation.actor(e.by()),
                        e.text(),
                        e.html(),
                        e.channel(),
                        e.accountId(),
                        e.toAddress(),
                        e.toName(),
                        e.subject(),
                        e.inReplyTo(),
                        e.references(),
                        e.at());
            case ConversationEvent.SystemReplied e ->
                new ConversationJournalEvent.ConversationSystemReplied(
                        e.conversationId().value(),
                        e.ticketId().value(),
                        e.ticketNumber(),
                        e.messageId().value(),
                        Translation.name(e.kind()),
                        e.text(),
                        e.channel(),
                        e.accountId(),
                        e.toAddress(),
                        e.toName(),
                        e.subject(),
                        e.inReplyTo(),
                        e.references(),
                        e.at());
            case ConversationEvent.MessageEdited e ->
                new ConversationJournalEvent.ConversationMessageEdited(
                        e.conversationId().value(),
                        e.messageId().value(),
                        e.text(),
                        e.html(),
                        Translation.actor(e.by()),
                        e.at());
            case ConversationEvent.AttachmentUpdated e ->
                new ConversationJournalEvent.ConversationAttachmentUpdated(
                        e.conversationId().value(),
                        e.messageId().value(),
                        e.attachmentId(),
                        Translation.state(e.state()),
                        e.reason(),
                        e.contentType(),
                        e.sizeBytes(),
                        e.at());
            case ConversationEvent.MessageDeleted e ->
                new ConversationJournalEvent.ConversationMessageDeleted(
                        e.conversationId().value(), e.messageId().value(), Translation.actor(e.by()), e.at());
            case ConversationEvent.TeamNotified e ->
                new ConversationJournalEvent.ConversationTeamNotified(
                        e.conversationId().value(),
                        e.ticketId() == null ? null : e.ticketId().value(),
                        e.messageId().value(),
                        e.teamId().value(),
                        e.trigger(),
                        e.reason(),
                        Translation.actor(e.by()),
                        e.at());
            case ConversationEvent.OfAttendance e -> attendance(e);
        };
    }

    private static ConversationJournalEvent attendance(ConversationEvent.OfAttendance event) {
        String id = event.conversationId().value();
        Actor by = Translation.actor(event.by());
        return switch (event) {
            case ConversationEvent.AgentJoined e ->
                new ConversationJournalEvent.ConversationAgentJoined(id, e.agentId(), by, e.at());
            case ConversationEvent.Escalated e ->
                new ConversationJournalEvent.ConversationEscalated(
                        id,
                        e.ticketId() == null ? null : e.ticketId().value(),
                        e.escalation().reason(),
                        e.escalation().trigger(),
                        e.escalation().subject(),
                        e.escalation().summary(),
                        e.escalation().priority(),
                        e.escalation().topic(),
                        e.escalation().intent(),
                        by,
                        e.at());
            case ConversationEvent.TakenOver e ->
                new ConversationJournalEvent.ConversationTakenOver(
                        id, e.ticketId().value(), by, e.at());
            case ConversationEvent.AiPaused e ->
                new ConversationJournalEvent.ConversationAiPaused(id, Translation.name(e.reason()), by, e.at());
            case ConversationEvent.AiResumed e ->
                new ConversationJournalEvent.ConversationAiResumed(id, Translation.name(e.reason()), by, e.at());
            case ConversationEvent.ConversationClosed e ->
                new ConversationJournalEvent.ConversationClosed(id, by, e.at());
        };
    }
}
