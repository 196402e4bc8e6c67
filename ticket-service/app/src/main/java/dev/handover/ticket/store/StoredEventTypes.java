package dev.handover.ticket.store;

import dev.handover.ticket.domain.ConversationEvent;
import dev.handover.ticket.domain.RequesterEvent;
import dev.handover.ticket.domain.StoredEvent;
import dev.handover.ticket.domain.TicketEvent;
import dev.handover.ticket.domain.WorkspaceEvent;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The names under which events are stored, for ever, and their records. The one place where the two meet: a record may
 * be renamed or moved, a name never.
 */
public final class StoredEventTypes {
    private static final Map<String, Class<? extends StoredEvent>> BY_NAME = Map.ofEntries(
            Map.entry("workspace.created", WorkspaceEvent.WorkspaceCreated.class),
            Map.entry("workspace.help_desk_enabled", WorkspaceEvent.HelpDeskEnabled.class),
            Map.entry("workspace.help_desk_disabled", WorkspaceEvent.HelpDeskDisabled.class),
            Map.entry("workspace.status_scheme_changed", WorkspaceEvent.StatusSchemeChanged.class),
            Map.entry("workspace.priority_labels_changed", WorkspaceEvent.PriorityLabelsChanged.class),
            Map.entry("workspace.ticket_rules_changed", WorkspaceEvent.TicketRulesChanged.class),
            Map.entry("workspace.closing_message_changed", WorkspaceEvent.ClosingMessageChanged.class),
            Map.entry("workspace.labels_changed", WorkspaceEvent.LabelsChanged.class),
            Map.entry("workspace.agent_handover_changed", WorkspaceEvent.AgentHandoverChanged.class),
            Map.entry("workspace.assistance_changed", WorkspaceEvent.AssistanceChanged.class),
            Map.entry("workspace.escalation_event_defined", WorkspaceEvent.EscalationEventDefined.class),
            Map.entry("workspace.escalation_event_changed", WorkspaceEvent.EscalationEventChanged.class),
            Map.entry("workspace.escalation_event_removed", WorkspaceEvent.EscalationEventRemoved.class),
            Map.entry("conversation.team_notified", ConversationEvent.TeamNotified.class),
            Map.entry("requester.registered", RequesterEvent.RequesterRegistered.class),
            Map.entry("requester.details_changed", RequesterEvent.DetailsChanged.class),
            Map.entry("requester.identity_added", RequesterEvent.IdentityAdded.class),
            Map.entry("requester.identity_verified", RequesterEvent.IdentityVerified.class),
            Map.entry("requester.merged", RequesterEvent.RequesterMerged.class),
            Map.entry("requester.absorbed", RequesterEvent.RequesterAbsorbed.class),
            Map.entry("requester.unmerged", RequesterEvent.RequesterUnmerged.class),
            Map.entry("requester.gave_back", RequesterEvent.RequesterGaveBack.class),
            Map.entry("conversation.started", ConversationEvent.ConversationStarted.class),
            Map.entry("conversation.message_received", ConversationEvent.MessageReceived.class),
            Map.entry("conversation.participant_added", ConversationEvent.ParticipantAdded.class),
            Map.entry("conversation.operator_replied", ConversationEvent.OperatorReplied.class),
            Map.entry("conversation.delivery_updated", ConversationEvent.DeliveryUpdated.class),
            Map.entry("conversation.agent_joined", ConversationEvent.AgentJoined.class),
            Map.entry("conversation.agent_replied", ConversationEvent.AgentReplied.class),
            Map.entry("conversation.system_replied", ConversationEvent.SystemReplied.class),
            Map.entry("conversation.escalated", ConversationEvent.Escalated.class),
            Map.entry("conversation.taken_over", ConversationEvent.TakenOver.class),
            Map.entry("conversation.ai_paused", ConversationEvent.AiPaused.class),
            Map.entry("conversation.ai_resumed", ConversationEvent.AiResumed.class),
            Map.entry("conversation.closed", ConversationEvent.ConversationClosed.class),
            Map.entry("conversation.message_edited", ConversationEvent.MessageEdited.class),
            Map.entry("conversation.attachment_updated", ConversationEvent.AttachmentUpdated.class),
            Map.entry("conversation.message_moved_off", ConversationEvent.MessageMovedOff.class),
            Map.entry("conversation.message_deleted", ConversationEvent.MessageDeleted.class),
            Map.entry("ticket.opened", TicketEvent.TicketOpened.class),
            Map.entry("ticket.conversation_linked", TicketEvent.ConversationLinked.class),
            Map.entry("ticket.assigned", TicketEvent.TicketAssigned.class),
            Map.entry("ticket.unassigned", TicketEvent.TicketUnassigned.class),
            Map.entry("ticket.assignment_declined", TicketEvent.AssignmentDeclined.class),
            Map.entry("ticket.status_changed", TicketEvent.StatusChanged.class),
            Map.entry("ticket.priority_changed", TicketEvent.PriorityChanged.class),
            Map.entry("ticket.tagged", TicketEvent.TicketTagged.class),
            Map.entry("ticket.untagged", TicketEvent.TicketUntagged.class),
            Map.entry("ticket.message_added", TicketEvent.MessageAdded.class),
            Map.entry("ticket.note_added", TicketEvent.NoteAdded.class),
            Map.entry("ticket.merged_into", TicketEvent.MergedInto.class),
            Map.entry("ticket.absorbed", TicketEvent.Absorbed.class),
            Map.entry("ticket.unmerged", TicketEvent.Unmerged.class),
            Map.entry("ticket.gave_back", TicketEvent.GaveBack.class),
            Map.entry("ticket.split_from", TicketEvent.SplitFrom.class),
            Map.entry("ticket.split_off", TicketEvent.SplitOff.class),
            Map.entry("ticket.message_moved_off", TicketEvent.MessageMovedOff.class),
            Map.entry("ticket.escalated", TicketEvent.Escalated.class),
            Map.entry("requester.erased", RequesterEvent.RequesterErased.class),
            Map.entry("conversation.erased", ConversationEvent.ConversationErased.class),
            Map.entry("ticket.erased", TicketEvent.TicketErased.class),
            Map.entry("ticket.messages_erased", TicketEvent.MessagesErased.class),
            Map.entry("ticket.note_edited", TicketEvent.NoteEdited.class),
            Map.entry("ticket.described", TicketEvent.TicketDescribed.class),
            Map.entry("ticket.classified", TicketEvent.TicketClassified.class),
            Map.entry("ticket.record_linked", TicketEvent.RecordLinked.class),
            Map.entry("ticket.record_unlinked", TicketEvent.RecordUnlinked.class),
            Map.entry("ticket.external_synced", TicketEvent.ExternalSynced.class),
            Map.entry("ticket.conversation_unlinked", TicketEvent.ConversationUnlinked.class),
            Map.entry("ticket.snoozed", TicketEvent.TicketSnoozed.class),
            Map.entry("ticket.woken", TicketEvent.TicketWoken.class),
            Map.entry("ticket.archived", TicketEvent.TicketArchived.class),
            Map.entry("ticket.restored", TicketEvent.TicketRestored.class));

    private static final Map<Class<?>, String> NAMES = names();

    private StoredEventTypes() {}

    private static Map<Class<?>, String> names() {
        Map<Class<?>, String> names = new HashMap<>();
        BY_NAME.forEach((name, type) -> names.put(type, name));
        return Map.copyOf(names);
    }

    /** All names and their records. */
    public static Map<String, Class<? extends StoredEvent>> all() {
        return BY_NAME;
    }

    /** The record stored under that name, or null. */
    public static @Nullable Class<? extends StoredEvent> record(String name) {
        return BY_NAME.get(name);
    }

    /** The name under which that record is stored, or null for a class that is no stored event. */
    public static @Nullable String name(Class<?> record) {
        return NAMES.get(record);
    }
}
