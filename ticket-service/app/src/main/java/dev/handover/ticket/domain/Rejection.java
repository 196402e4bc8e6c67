package dev.handover.ticket.domain;

import dev.handover.ticket.domain.rule.RuleId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

    /** The workspace has no such label. */
    record UnknownLabel(String label, List<String> known) implements Rejection {}

    /** The label has none of that name under it. */
    record UnknownSubLabel(String subLabel, List<String> known) implements Rejection {}

    /** The ticket is SOLVED or CLOSED, and what was asked for is for active ones. */
    record TicketIsNotActive(TicketId ticketId, long number) implements Rejection {}

    /** The time is over already, or too far ahead. */
    record NoTimeToSnoozeUntil(Instant until, Duration longest) implements Rejection {}

    /** The ticket has no such note. */
    record NoSuchNote(NoteId noteId) implements Rejection {}

    /** Somebody else wrote the note. */
    record NoteIsAnothers(NoteId noteId) implements Rejection {}

    /** The ticket has no such record linked. */
    record NoSuchRecord(RecordId recordId) implements Rejection {}

    /** The ticket has as many records, or counterparts, as it can have. */
    record TooManyLinks(TicketId ticketId, int most) implements Rejection {}

    /** Another active ticket has the conversation. */
    record ConversationHasActiveTicket(ConversationId conversationId, TicketId other, long otherNumber)
            implements Rejection {}

    /** No workspace of that key. */
    record NoSuchWorkspace(WorkspaceKey workspace) implements Rejection {}

    /** No escalation event of that id in the workspace. */
    record NoSuchRule(RuleId ruleId) implements Rejection {}

    /** The escalation event is at another version than the one that was named. */
    record RuleHasChanged(RuleId ruleId, int version) implements Rejection {}

    /** The workspace has as many escalation events as it may. */
    record TooManyRules(int most) implements Rejection {}

    /** The key is taken. */
    record WorkspaceExists(WorkspaceKey workspace) implements Rejection {}

    /** No conversation of that id in the workspace. */
    record NoSuchConversation(ConversationId conversationId) implements Rejection {}

    /** The ticket goes on in another one. */
    record TicketIsMerged(TicketId ticketId, long number, TicketId into, long intoNumber) implements Rejection {}

    /** A ticket can't be merged into itself. */
    record MergedIntoItself(TicketId ticketId) implements Rejection {}

    /** The ticket is not merged into another one. */
    record TicketIsNotMerged(TicketId ticketId, long number) implements Rejection {}

    /** The ticket is not of an end that a follow-up goes on from. */
    record TicketIsActive(TicketId ticketId, long number) implements Rejection {}

    /** The ticket has no such message; {@code index} is its place among those named. */
    record NoSuchMessage(MessageId messageId, int index) implements Rejection {}

    /** No such message is in the conversation, or not any more. */
    record NoSuchMessageThere(ConversationId conversationId, MessageId messageId) implements OfMoving {}

    /** The message was moved before, and is on that ticket. */
    record MessageIsMoved(MessageId messageId, ConversationId into, TicketId ticketId, long number)
            implements OfMoving {}

    /** The message is an answer, and not the customer's. */
    record MessageIsOurs(MessageId messageId) implements OfMoving {}

    /** The message came by a channel that knows who talks to whom by itself. */
    record OnlyMailIsMoved(MessageId messageId, String channel) implements OfMoving {}

    /** The message is on the ticket already. */
    record MessageIsThere(MessageId messageId, TicketId ticketId, long number) implements OfMoving {}

    /** Nobody can be answered, and nobody be the requester. */
    record MessageHasNoSender(MessageId messageId) implements OfMoving {}

    /** Why a message is not moved. */
    sealed interface OfMoving extends Rejection {}

    /** What a field names as a ticket is none of the workspace's. */
    record NamesNoTicket(String field, TicketId ticketId) implements Rejection {}

    /** What a field names as a conversation is none of the workspace's, or none of the ticket's. */
    record NamesNoConversation(ConversationId conversationId, boolean ofTheTicket) implements Rejection {}

    /** An answer on another channel has no copies; {@code cc} tells which field names some. */
    record CopiesGoByEmailOnly(boolean cc) implements Rejection {}

    /** Why something is refused by what is said, or by who answers, in a conversation. */
    sealed interface OfAttendance extends Rejection {}

    /** The conversation is over. */
    record ConversationIsClosed(ConversationId conversationId) implements OfAttendance {}

    /** Somebody has paused the AI. */
    record AiIsPaused(ConversationId conversationId, Actor by) implements OfAttendance {}

    /** Another agent is present in the conversation, or none. */
    record NotThePresentAgent(ConversationId conversationId, Optional<String> present) implements OfAttendance {}

    /** There is no AI to pause, to resume or to give the conversation back to. */
    record NoAgentPresent(ConversationId conversationId) implements OfAttendance {}

    /** No operator has taken it over. */
    record NotTakenOver(ConversationId conversationId) implements OfAttendance {}

    /** Why something is refused by what a requester is. */
    sealed interface OfRequester extends Rejection {}

    /** No requester of that id in the workspace. */
    record NoSuchRequester(RequesterId requesterId) implements OfRequester {}

    /** What a field, as a JSON pointer, names as a requester is none of the workspace's. */
    record NamesNoRequester(String pointer, RequesterId requesterId) implements OfRequester {}

    /** Another requester is known by that. */
    record IdentityTaken(ChannelIdentity identity, RequesterId other) implements OfRequester {}

    /** The requester is known by as much as one can be. */
    record TooManyIdentities(RequesterId requesterId, int most) implements OfRequester {}

    /** The requester goes on as another one. */
    record RequesterIsMerged(RequesterId requesterId, RequesterId into) implements OfRequester {}

    /** The requester is not merged into another one. */
    record RequesterIsNotMerged(RequesterId requesterId) implements OfRequester {}

    /** A requester can't be merged into itself. */
    record RequesterMergedIntoItself(RequesterId requesterId) implements OfRequester {}

    /** Nothing is left of the ticket but that it existed. */
    record TicketIsErased(TicketId ticketId, long number) implements Rejection {}

    /** The settings are at another version than the one that the change was decided on. */
    record SettingsHaveChanged(long seenVersion, long version) implements Rejection {}

    /** A status scheme does not hold together. */
    record SchemeIsFaulty(List<Fault> faults) implements Rejection {}

    /**
     * One thing that is wrong with what is to be set.
     *
     * @param pointer JSON pointer into it
     */
    record Fault(String pointer, String detail) {}

    /** No ticket opens in the workspace. */
    record HelpDeskIsOff() implements Rejection {}

    /** Tickets are in phases for which the scheme would have no status any more. */
    record SchemeStrandsTickets(Map<Phase, Long> tickets) implements Rejection {}
}
