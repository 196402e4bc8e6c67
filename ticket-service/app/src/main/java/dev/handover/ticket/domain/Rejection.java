package dev.handover.ticket.domain;

import java.util.List;

/** Why something is refused. */
public sealed interface Rejection {
    /** No ticket of that id in the caller's workspace. */
    record NoSuchTicket(TicketId ticketId) implements Rejection {}

    /** The ticket was opened before, with other content. */
    record TicketExists(TicketId ticketId) implements Rejection {}

    /** The ticket is CLOSED, which is final for replies. */
    record TicketIsClosed(TicketId ticketId, long number) implements Rejection {}

    /** Something that the customer can see came after the version that the reply was written on. */
    record AnsweredPast(long seenVersion, long version, List<Ticket.Visible> since) implements Rejection {}

    /** The scheme has no such status. */
    record UnknownStatus(String status, List<String> known) implements Rejection {}

    /** Another active ticket has the conversation. */
    record ConversationHasActiveTicket(ConversationId conversationId, TicketId other, long otherNumber)
            implements Rejection {}

    /** No workspace of that key. */
    record NoSuchWorkspace(WorkspaceKey workspace) implements Rejection {}

    /** The key is taken. */
    record WorkspaceExists(WorkspaceKey workspace) implements Rejection {}

    /** No conversation of that id in the workspace. */
    record NoSuchConversation(ConversationId conversationId) implements Rejection {}
}
