package dev.handover.query;

import dev.handover.ticket.contract.Actor;
import dev.handover.ticket.contract.AttachmentRef;
import dev.handover.ticket.contract.Authentication;
import dev.handover.ticket.contract.AutomaticKind;
import dev.handover.ticket.contract.ConversationJournalEvent.*;
import dev.handover.ticket.contract.JournalEvent;
import dev.handover.ticket.contract.Moved;
import dev.handover.ticket.contract.Phase;
import dev.handover.ticket.contract.ThreadedBy;
import dev.handover.ticket.contract.TicketJournalEvent.*;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Events as ticket-service would publish them. */
final class Story {
    static final Actor CUSTOMER = new Actor(Actor.Kind.CUSTOMER, "req-1", "Carla", "carla@customer.test");

    static final Actor BOT = new Actor(Actor.Kind.AGENT, "helper-bot", null, null);

    private Story() {}

    static Actor operator(String id) {
        return Actor.operator(id, "an old name");
    }

    static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    static TicketOpened opened(String ticketId, long number, @Nullable String team, Instant at) {
        return new TicketOpened(
                ticketId,
                number,
                "email",
                "Subject " + number,
                "The description of " + number,
                "email",
                "req-1",
                "Carla",
                "carla@customer.test",
                3,
                "open",
                Phase.NEW,
                List.of("first"),
                null,
                team,
                true,
                null,
                CUSTOMER,
                at);
    }

    static TicketAssigned assigned(String ticketId, @Nullable String operator, @Nullable String team, Instant at) {
        return new TicketAssigned(ticketId, operator, team, "decision-1", Actor.system(), at);
    }

    static TicketStatusChanged status(String ticketId, Phase from, Phase to, Instant at) {
        return new TicketStatusChanged(ticketId, key(from), from, key(to), to, "by_hand", operator("amelie"), at);
    }

    static String key(Phase phase) {
        return phase.name().toLowerCase(Locale.ROOT);
    }

    static TicketMessageAdded added(
            String ticketId,
            String conversationId,
            String messageId,
            long version,
            AutomaticKind automatic,
            Instant at) {
        return new TicketMessageAdded(
                ticketId, conversationId, messageId, version, CUSTOMER, automatic, "beginning of " + messageId, at);
    }

    static TicketNoteAdded note(String ticketId, String noteId, String text, List<String> mentions, Instant at) {
        return new TicketNoteAdded(ticketId, noteId, text, mentions, operator("amelie"), at);
    }

    static TicketNoteEdited edited(
            String ticketId,
            String noteId,
            int revision,
            String text,
            List<String> mentions,
            List<String> newMentions,
            Instant at) {
        return new TicketNoteEdited(ticketId, noteId, revision, text, mentions, newMentions, operator("amelie"), at);
    }

    static TicketRecordLinked record(String ticketId, String recordId, Instant at) {
        return new TicketRecordLinked(
                ticketId, recordId, "url", null, "Title of " + recordId, "https://a.test/" + recordId, CUSTOMER, at);
    }

    static TicketExternalSynced synced(String ticketId, String remoteId, Instant lastSyncAt, Instant at) {
        return new TicketExternalSynced(ticketId, "zendesk", remoteId, null, "both", lastSyncAt, CUSTOMER, at);
    }

    static AttachmentRef pending(String attachmentId) {
        return new AttachmentRef(
                attachmentId,
                attachmentId,
                "application/octet-stream",
                0,
                false,
                null,
                AttachmentRef.State.PENDING,
                null);
    }

    static JournalEvent received(
            String conversationId, String messageId, String text, Instant at, AttachmentRef... attachments) {
        return receivedFrom(CUSTOMER, conversationId, messageId, text, at, attachments);
    }

    static JournalEvent receivedFrom(
            Actor from,
            String conversationId,
            String messageId,
            String text,
            Instant at,
            AttachmentRef... attachments) {
        return received(from, conversationId, messageId, text, at, null, attachments);
    }

    /** A message that was moved to the conversation, as it was when it was moved. */
    static JournalEvent movedIn(
            String conversationId,
            String messageId,
            String text,
            Moved moved,
            Instant at,
            AttachmentRef... attachments) {
        return received(CUSTOMER, conversationId, messageId, text, at, moved, attachments);
    }

    static Moved moved(int times, String conversationId, String ticketId, long number, Instant at) {
        return new Moved(times, conversationId, ticketId, number, ThreadedBy.REFERENCES, operator("amelie"), at);
    }

    static JournalEvent movedOff(
            String conversationId, String messageId, int times, String into, String ticketId, long number, Instant at) {
        return new ConversationMessageMovedOff(
                conversationId,
                messageId,
                into,
                ticketId,
                number,
                ThreadedBy.REFERENCES,
                times,
                operator("amelie"),
                at);
    }

    static JournalEvent movedOffTicket(
            String ticketId, String messageId, String conversationId, String into, long number, Instant at) {
        return new TicketMessageMovedOff(
                ticketId, messageId, conversationId, into, number, ThreadedBy.REFERENCES, operator("amelie"), at);
    }

    private static JournalEvent received(
            Actor from,
            String conversationId,
            String messageId,
            String text,
            Instant at,
            @Nullable Moved moved,
            AttachmentRef... attachments) {
        return new ConversationMessageReceived(
                conversationId,
                messageId,
                from,
                "Subject",
                text,
                null,
                List.of(),
                List.of(attachments),
                "<" + messageId + "@customer.test>",
                AutomaticKind.NONE,
                true,
                List.of(),
                new Authentication(Authentication.Result.FAIL, "fail", null, "fail"),
                ThreadedBy.REFERENCES,
                at,
                moved);
    }

    static JournalEvent replied(
            String conversationId,
            String ticketId,
            String messageId,
            String text,
            Instant at,
            AttachmentRef... attachments) {
        return new ConversationOperatorReplied(
                conversationId,
                ticketId,
                1,
                messageId,
                operator("amelie"),
                text,
                null,
                "email",
                null,
                "carla@customer.test",
                "Carla",
                "Re: Subject",
                null,
                List.of(),
                at,
                attachments.length == 0 ? null : List.of(attachments),
                attachments.length == 0 ? null : List.of("ben@customer.test"),
                attachments.length == 0 ? null : List.of("boss@acme.test"));
    }

    static JournalEvent agentReplied(
            String conversationId, @Nullable String ticketId, String messageId, String text, Instant at) {
        return new ConversationAgentReplied(
                conversationId,
                ticketId,
                null,
                messageId,
                BOT,
                text,
                null,
                "chat",
                null,
                null,
                "Carla",
                "",
                null,
                List.of(),
                at);
    }

    static JournalEvent closing(String conversationId, String ticketId, String messageId, String text, Instant at) {
        return new ConversationSystemReplied(
                conversationId,
                ticketId,
                1,
                messageId,
                "closing_message",
                text,
                "email",
                null,
                "carla@customer.test",
                "Carla",
                "Subject",
                null,
                List.of(),
                at);
    }

    static JournalEvent escalated(String conversationId, @Nullable String ticketId, Instant at) {
        return new ConversationEscalated(
                conversationId,
                ticketId,
                "wants a person",
                "customer_request",
                "Refund",
                "Paid twice",
                4,
                "billing",
                null,
                BOT,
                at);
    }
}
