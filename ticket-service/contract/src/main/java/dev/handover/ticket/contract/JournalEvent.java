package dev.handover.ticket.contract;

import dev.handover.foundation.kafka.EventTypes;

/**
 * An event of ticket-service as its journal has it: everything, private notes included, for the system's own services.
 * The record's stream and its dense sequence (from 1) stand in the envelope.
 */
public sealed interface JournalEvent
        permits WorkspaceJournalEvent, RequesterJournalEvent, ConversationJournalEvent, TicketJournalEvent {
    /** Type names on the wire and their records. */
    EventTypes<JournalEvent> TYPES = EventTypes.of(
            JournalEvent.class,
            "handover/ticket-service",
            EventTypes.type("dev.handover.workspace.created.v1", WorkspaceJournalEvent.WorkspaceCreated.class),
            EventTypes.type(
                    "dev.handover.workspace.help_desk_enabled.v1",
                    WorkspaceJournalEvent.WorkspaceHelpDeskEnabled.class),
            EventTypes.type(
                    "dev.handover.workspace.help_desk_disabled.v1",
                    WorkspaceJournalEvent.WorkspaceHelpDeskDisabled.class),
            EventTypes.type(
                    "dev.handover.workspace.status_scheme_changed.v1",
                    WorkspaceJournalEvent.WorkspaceStatusSchemeChanged.class),
            EventTypes.type(
                    "dev.handover.workspace.priority_labels_changed.v1",
                    WorkspaceJournalEvent.WorkspacePriorityLabelsChanged.class),
            EventTypes.type(
                    "dev.handover.workspace.ticket_rules_changed.v1",
                    WorkspaceJournalEvent.WorkspaceTicketRulesChanged.class),
            EventTypes.type(
                    "dev.handover.workspace.closing_message_changed.v1",
                    WorkspaceJournalEvent.WorkspaceClosingMessageChanged.class),
            EventTypes.type(
                    "dev.handover.workspace.labels_changed.v1", WorkspaceJournalEvent.WorkspaceLabelsChanged.class),
            EventTypes.type(
                    "dev.handover.workspace.agent_handover_changed.v1",
                    WorkspaceJournalEvent.WorkspaceAgentHandoverChanged.class),
            EventTypes.type(
                    "dev.handover.workspace.assistance_changed.v1",
                    WorkspaceJournalEvent.WorkspaceAssistanceChanged.class),
            EventTypes.type(
                    "dev.handover.workspace.escalation_event_defined.v1",
                    WorkspaceJournalEvent.WorkspaceEscalationEventDefined.class),
            EventTypes.type(
                    "dev.handover.workspace.escalation_event_changed.v1",
                    WorkspaceJournalEvent.WorkspaceEscalationEventChanged.class),
            EventTypes.type(
                    "dev.handover.workspace.escalation_event_removed.v1",
                    WorkspaceJournalEvent.WorkspaceEscalationEventRemoved.class),
            EventTypes.type(
                    "dev.handover.conversation.team_notified.v1",
                    ConversationJournalEvent.ConversationTeamNotified.class),
            EventTypes.type("dev.handover.requester.registered.v1", RequesterJournalEvent.RequesterRegistered.class),
            EventTypes.type(
                    "dev.handover.requester.details_changed.v1", RequesterJournalEvent.RequesterDetailsChanged.class),
            EventTypes.type(
                    "dev.handover.requester.identity_added.v1", RequesterJournalEvent.RequesterIdentityAdded.class),
            EventTypes.type(
                    "dev.handover.requester.identity_verified.v1",
                    RequesterJournalEvent.RequesterIdentityVerified.class),
            EventTypes.type("dev.handover.requester.merged.v1", RequesterJournalEvent.RequesterMerged.class),
            EventTypes.type("dev.handover.requester.absorbed.v1", RequesterJournalEvent.RequesterAbsorbed.class),
            EventTypes.type("dev.handover.requester.unmerged.v1", RequesterJournalEvent.RequesterUnmerged.class),
            EventTypes.type("dev.handover.requester.gave_back.v1", RequesterJournalEvent.RequesterGaveBack.class),
            EventTypes.type("dev.handover.conversation.started.v1", ConversationJournalEvent.ConversationStarted.class),
            EventTypes.type(
                    "dev.handover.conversation.message_received.v1",
                    ConversationJournalEvent.ConversationMessageReceived.class),
            EventTypes.type(
                    "dev.handover.conversation.participant_added.v1",
                    ConversationJournalEvent.ConversationParticipantAdded.class),
            EventTypes.type(
                    "dev.handover.conversation.operator_replied.v1",
                    ConversationJournalEvent.ConversationOperatorReplied.class),
            EventTypes.type(
                    "dev.handover.conversation.delivery_updated.v1",
                    ConversationJournalEvent.ConversationDeliveryUpdated.class),
            EventTypes.type(
                    "dev.handover.conversation.agent_joined.v1",
                    ConversationJournalEvent.ConversationAgentJoined.class),
            EventTypes.type(
                    "dev.handover.conversation.agent_replied.v1",
                    ConversationJournalEvent.ConversationAgentReplied.class),
            EventTypes.type(
                    "dev.handover.conversation.system_replied.v1",
                    ConversationJournalEvent.ConversationSystemReplied.class),
            EventTypes.type(
                    "dev.handover.conversation.escalated.v1", ConversationJournalEvent.ConversationEscalated.class),
            EventTypes.type(
                    "dev.handover.conversation.taken_over.v1", ConversationJournalEvent.ConversationTakenOver.class),
            EventTypes.type(
                    "dev.handover.conversation.ai_paused.v1", ConversationJournalEvent.ConversationAiPaused.class),
            EventTypes.type(
                    "dev.handover.conversation.ai_resumed.v1", ConversationJournalEvent.ConversationAiResumed.class),
            EventTypes.type("dev.handover.conversation.closed.v1", ConversationJournalEvent.ConversationClosed.class),
            EventTypes.type(
                    "dev.handover.conversation.message_edited.v1",
                    ConversationJournalEvent.ConversationMessageEdited.class),
            EventTypes.type(
                    "dev.handover.conversation.attachment_updated.v1",
                    ConversationJournalEvent.ConversationAttachmentUpdated.class),
            EventTypes.type(
                    "dev.handover.conversation.message_moved_off.v1",
                    ConversationJournalEvent.ConversationMessageMovedOff.class),
            EventTypes.type(
                    "dev.handover.conversation.message_deleted.v1",
                    ConversationJournalEvent.ConversationMessageDeleted.class),
            EventTypes.type("dev.handover.journal.ticket.opened.v1", TicketJournalEvent.TicketOpened.class),
            EventTypes.type(
                    "dev.handover.journal.ticket.conversation_linked.v1",
                    TicketJournalEvent.TicketConversationLinked.class),
            EventTypes.type("dev.handover.journal.ticket.assigned.v1", TicketJournalEvent.TicketAssigned.class),
            EventTypes.type("dev.handover.journal.ticket.unassigned.v1", TicketJournalEvent.TicketUnassigned.class),
            EventTypes.type(
                    "dev.handover.journal.ticket.assignment_declined.v1",
                    TicketJournalEvent.TicketAssignmentDeclined.class),
            EventTypes.type(
                    "dev.handover.journal.ticket.status_changed.v1", TicketJournalEvent.TicketStatusChanged.class),
            EventTypes.type(
                    "dev.handover.journal.ticket.priority_changed.v1", TicketJournalEvent.TicketPriorityChanged.class),
            EventTypes.type("dev.handover.journal.ticket.tagged.v1", TicketJournalEvent.TicketTagged.class),
            EventTypes.type("dev.handover.journal.ticket.untagged.v1", TicketJournalEvent.TicketUntagged.class),
            EventTypes.type(
                    "dev.handover.journal.ticket.message_added.v1", TicketJournalEvent.TicketMessageAdded.class),
            EventTypes.type("dev.handover.journal.ticket.note_added.v1", TicketJournalEvent.TicketNoteAdded.class),
            EventTypes.type("dev.handover.journal.ticket.merged_into.v1", TicketJournalEvent.TicketMergedInto.class),
            EventTypes.type("dev.handover.journal.ticket.absorbed.v1", TicketJournalEvent.TicketAbsorbed.class),
            EventTypes.type("dev.handover.journal.ticket.unmerged.v1", TicketJournalEvent.TicketUnmerged.class),
            EventTypes.type("dev.handover.journal.ticket.gave_back.v1", TicketJournalEvent.TicketGaveBack.class),
            EventTypes.type("dev.handover.journal.ticket.split_from.v1", TicketJournalEvent.TicketSplitFrom.class),
            EventTypes.type("dev.handover.journal.ticket.split_off.v1", TicketJournalEvent.TicketSplitOff.class),
            EventTypes.type(
                    "dev.handover.journal.ticket.message_moved_off.v1", TicketJournalEvent.TicketMessageMovedOff.class),
            EventTypes.type("dev.handover.journal.ticket.escalated.v1", TicketJournalEvent.TicketEscalated.class),
            EventTypes.type("dev.handover.requester.erased.v1", RequesterJournalEvent.RequesterErased.class),
            EventTypes.type("dev.handover.conversation.erased.v1", ConversationJournalEvent.ConversationErased.class),
            EventTypes.type(
                    "dev.handover.journal.ticket.messages_erased.v1", TicketJournalEvent.TicketMessagesErased.class),
            EventTypes.type("dev.handover.journal.ticket.erased.v1", TicketJournalEvent.TicketErased.class),
            EventTypes.type("dev.handover.journal.ticket.note_edited.v1", TicketJournalEvent.TicketNoteEdited.class),
            EventTypes.type("dev.handover.journal.ticket.described.v1", TicketJournalEvent.TicketDescribed.class),
            EventTypes.type("dev.handover.journal.ticket.classified.v1", TicketJournalEvent.TicketClassified.class),
            EventTypes.type(
                    "dev.handover.journal.ticket.record_linked.v1", TicketJournalEvent.TicketRecordLinked.class),
            EventTypes.type(
                    "dev.handover.journal.ticket.record_unlinked.v1", TicketJournalEvent.TicketRecordUnlinked.class),
            EventTypes.type(
                    "dev.handover.journal.ticket.external_synced.v1", TicketJournalEvent.TicketExternalSynced.class),
            EventTypes.type(
                    "dev.handover.journal.ticket.conversation_unlinked.v1",
                    TicketJournalEvent.TicketConversationUnlinked.class),
            EventTypes.type("dev.handover.journal.ticket.snoozed.v1", TicketJournalEvent.TicketSnoozed.class),
            EventTypes.type("dev.handover.journal.ticket.woken.v1", TicketJournalEvent.TicketWoken.class),
            EventTypes.type("dev.handover.journal.ticket.archived.v1", TicketJournalEvent.TicketArchived.class),
            EventTypes.type("dev.handover.journal.ticket.restored.v1", TicketJournalEvent.TicketRestored.class));
}
