package dev.handover.ticket.domain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What somebody wants to be done to a ticket. */
public sealed interface TicketCommand {
    TicketId ticketId();

    /** Opens a ticket; {@code conversation} becomes its primary one. */
    record OpenTicket(
            TicketId ticketId,
            WorkspaceKey workspace,
            long number,
            TicketEvent.Source source,
            String subject,
            String description,
            String channel,
            Optional<Recipient> requester,
            int priority,
            List<String> tags,
            Optional<OperatorId> assignee,
            Optional<TeamId> team,
            Optional<ConversationId> conversation,
            Optional<TicketId> followUpOf,
            Actor by)
            implements TicketCommand {}

    /**
     * Adds what a customer, or a machine on the customer's side, sent.
     *
     * @param aiAnswers whether an AI agent answers it: then it reopens nothing
     */
    record AddIncoming(
            TicketId ticketId,
            ConversationId conversationId,
            MessageId messageId,
            long conversationVersion,
            Actor author,
            Automatic automatic,
            String preview,
            boolean aiAnswers)
            implements TicketCommand {}

    /**
     * Adds an operator's reply and moves the status in the same step.
     *
     * @param seenVersion the version that the operator wrote it on; empty for whatever it is
     * @param status to set instead of the one that follows by itself
     * @param force whether to reply past newer messages
     */
    record Reply(
            TicketId ticketId,
            ConversationId conversationId,
            MessageId messageId,
            long conversationVersion,
            String preview,
            Optional<Long> seenVersion,
            Optional<String> status,
            boolean force,
            Actor by)
            implements TicketCommand {}

    /** Adds a private note. */
    record AddNote(TicketId ticketId, NoteId noteId, String text, List<OperatorId> mentions, Actor by)
            implements TicketCommand {}

    /** Makes a private note say something else; only its author may. */
    record EditNote(TicketId ticketId, NoteId noteId, String text, List<OperatorId> mentions, Actor by)
            implements TicketCommand {}

    /** Changes the subject line, the description or both; empty for what stays. */
    record Describe(TicketId ticketId, Optional<String> subject, Optional<String> description, Actor by)
            implements TicketCommand {}

    /** Says what the ticket is about; replaces what was said before. */
    record Classify(TicketId ticketId, Classification classification, Actor by) implements TicketCommand {}

    /** Links a record elsewhere; {@code record} has an id made up for it. */
    record LinkRecord(TicketId ticketId, LinkedRecord record, Actor by) implements TicketCommand {
        public LinkRecord {
            if (record.reference() == null && record.url() == null) {
                throw new IllegalArgumentException("a record needs a reference or a url");
            }
        }
    }

    /** Takes a linked record away. */
    record UnlinkRecord(TicketId ticketId, RecordId recordId, Actor by) implements TicketCommand {}

    /** Tells that a counterpart on another platform was brought in step. */
    record SyncExternal(TicketId ticketId, ExternalReference reference, Actor by) implements TicketCommand {}

    /** Puts the ticket aside until a time; a customer's message wakes it earlier, unless that is not wanted. */
    record Snooze(TicketId ticketId, Instant until, boolean wakeOnCustomerMessage, Actor by) implements TicketCommand {}

    /** Ends a snooze. */
    record Wake(TicketId ticketId, TicketEvent.WakeCause cause, Actor by) implements TicketCommand {}

    /** Takes the ticket out of the active views. */
    record Archive(TicketId ticketId, Actor by) implements TicketCommand {}

    /** Brings an archived ticket back. */
    record Restore(TicketId ticketId, Actor by) implements TicketCommand {}

    /** Gives a solved or closed ticket back to the team. */
    record Reopen(TicketId ticketId, Actor by) implements TicketCommand {}

    /** Closes a ticket that has been solved for long enough. */
    record CloseByTime(TicketId ticketId) implements TicketCommand {}

    /** Gives the ticket to an operator, a team's queue, or nobody. */
    record Assign(TicketId ticketId, Optional<OperatorId> operator, Optional<TeamId> team, Actor by)
            implements TicketCommand {}

    /**
     * Follows a routing decision, unless a person was faster.
     *
     * @param replaces who had the ticket when it was decided; empty for nobody
     */
    record FollowDecision(
            TicketId ticketId, DecisionId decisionId, OperatorId operator, TeamId team, Optional<OperatorId> replaces)
            implements TicketCommand {}

    /** Sets a status by hand. */
    record SetStatus(TicketId ticketId, String status, Actor by) implements TicketCommand {}

    /** Sets the priority, 1 to 5. */
    record SetPriority(TicketId ticketId, int priority, Actor by) implements TicketCommand {}

    /** Makes the tags these. */
    record SetTags(TicketId ticketId, List<String> tags, Actor by) implements TicketCommand {}

    /** Lets the ticket go on in another one. */
    record MergeInto(TicketId ticketId, TicketId into, long intoNumber, Actor by) implements TicketCommand {}

    /** Takes over what another ticket has. */
    record Absorb(TicketId ticketId, TicketId source, long sourceNumber, List<ConversationId> conversations, Actor by)
            implements TicketCommand {}

    /** Lets the ticket stand for itself again. */
    record Unmerge(TicketId ticketId, Actor by) implements TicketCommand {}

    /** Gives a merged ticket back what came with it. */
    record GiveBack(TicketId ticketId, TicketId source, long sourceNumber, Actor by) implements TicketCommand {}

    /** Marks messages as the beginning of another ticket. */
    record SplitOff(TicketId ticketId, TicketId into, long intoNumber, List<MessageId> messages, Actor by)
            implements TicketCommand {}

    /** Gives a message that had been threaded wrongly to another ticket. */
    record MoveOff(
            TicketId ticketId,
            MessageId messageId,
            ConversationId conversationId,
            TicketId into,
            long intoNumber,
            Optional<ThreadedBy> threadedBy,
            Actor by)
            implements TicketCommand {}

    /**
     * Opens a ticket with messages of another one.
     *
     * @param messages as they were added there, oldest first
     */
    record OpenFromSplit(OpenTicket open, TicketId from, long fromNumber, List<TicketEvent.MessageAdded> messages)
            implements TicketCommand {
        @Override
        public TicketId ticketId() {
            return open.ticketId();
        }
    }

    /** Adds what an AI agent or the system said to the customer. */
    record AddOutgoing(
            TicketId ticketId,
            ConversationId conversationId,
            MessageId messageId,
            long conversationVersion,
            Actor author,
            Automatic automatic,
            String preview)
            implements TicketCommand {}

    /** Records that an agent handed a conversation of the ticket to people. */
    record Escalate(TicketId ticketId, ConversationId conversationId, Escalation escalation, Actor by)
            implements TicketCommand {}

    /** Records that an operator took over a conversation of the ticket; it is theirs now. */
    record TakeOver(TicketId ticketId, ConversationId conversationId, OperatorId operator, Actor by)
            implements TicketCommand {}

    /** Brings it back to a phase in which it was, under the name that the phase has now. */
    record GoBack(TicketId ticketId, Phase phase, String status, Actor by) implements TicketCommand {}

    /** Removes for good what people wrote on the ticket and who they are. */
    record Erase(TicketId ticketId, Actor by) implements TicketCommand {}

    /** Removes for good what is told of these messages, which are erased, on a ticket that stays. */
    record EraseMessages(TicketId ticketId, List<MessageId> messages, Actor by) implements TicketCommand {}

    /** Gives the ticket one more conversation. */
    record LinkConversation(TicketId ticketId, ConversationId conversationId, Actor by) implements TicketCommand {}

    /** Takes a conversation from the ticket. */
    record UnlinkConversation(TicketId ticketId, ConversationId conversationId, Actor by) implements TicketCommand {}
}
