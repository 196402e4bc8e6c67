package dev.handover.ticket.http;

import dev.handover.foundation.problem.ProblemException;
import dev.handover.foundation.problem.ProblemType;
import dev.handover.ticket.domain.Actor;
import dev.handover.ticket.domain.Rejection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Rejections as problems; the one place where the two meet. */
public final class TicketProblems {
    public static final ProblemType NO_SUCH_TICKET =
            new ProblemType("no-such-ticket", "There is no such ticket in this workspace", 404);
    public static final ProblemType NO_SUCH_CONVERSATION =
            new ProblemType("no-such-conversation", "There is no such conversation in this workspace", 404);
    public static final ProblemType NO_SUCH_WORKSPACE =
            new ProblemType("no-such-workspace", "There is no such workspace", 404);
    public static final ProblemType TICKET_EXISTS = new ProblemType("ticket-exists", "The ticket is open already", 409);
    public static final ProblemType TICKET_IS_CLOSED =
            new ProblemType("ticket-is-closed", "The ticket is closed for good", 409);
    public static final ProblemType ANSWERED_PAST =
            new ProblemType("answered-past", "Something came after the version that the reply was written on", 409);
    public static final ProblemType CONVERSATION_HAS_ACTIVE_TICKET =
            new ProblemType("conversation-has-active-ticket", "Another active ticket has the conversation", 409);
    public static final ProblemType TICKET_IS_NOT_ACTIVE =
            new ProblemType("ticket-is-not-active", "The ticket has ended", 409);
    public static final ProblemType NO_SUCH_NOTE = new ProblemType("no-such-note", "The ticket has no such note", 404);
    public static final ProblemType NOTE_IS_ANOTHERS =
            new ProblemType("note-is-anothers", "Only who wrote a note may edit it", 403);
    public static final ProblemType NO_SUCH_RECORD =
            new ProblemType("no-such-record", "The ticket has no such record linked", 404);
    public static final ProblemType TOO_MANY_LINKS =
            new ProblemType("too-many-links", "The ticket is linked to as much as it can be", 409);
    public static final ProblemType WORKSPACE_EXISTS =
            new ProblemType("workspace-exists", "The key is another workspace's", 409);

    public static final ProblemType TICKET_IS_MERGED =
            new ProblemType("ticket-is-merged", "The ticket goes on in another one", 409);
    public static final ProblemType TICKET_IS_NOT_MERGED =
            new ProblemType("ticket-is-not-merged", "The ticket stands for itself", 409);
    public static final ProblemType TICKET_IS_ACTIVE =
            new ProblemType("ticket-is-active", "The ticket has not ended yet", 409);
    public static final ProblemType NO_SUCH_REQUESTER =
            new ProblemType("no-such-requester", "There is no such requester in this workspace", 404);
    public static final ProblemType CONVERSATION_IS_CLOSED =
            new ProblemType("conversation-is-closed", "The conversation is over", 409);
    public static final ProblemType AI_IS_PAUSED = new ProblemType("ai-is-paused", "The AI is paused", 409);
    public static final ProblemType NOT_THE_PRESENT_AGENT =
            new ProblemType("not-the-present-agent", "Another agent is present in the conversation, or none", 409);
    public static final ProblemType NO_AGENT_PRESENT =
            new ProblemType("no-agent-present", "No AI agent is present in the conversation", 409);
    public static final ProblemType NOT_TAKEN_OVER =
            new ProblemType("not-taken-over", "Nobody has taken the conversation over", 409);

    public static final ProblemType BULK_IS_RUNNING =
            new ProblemType("bulk-is-running", "The bulk change has not ended yet", 409);
    public static final ProblemType BULK_IS_UNDONE =
            new ProblemType("bulk-is-undone", "The bulk change was undone before", 409);
    public static final ProblemType IDENTITY_TAKEN =
            new ProblemType("identity-taken", "Another requester is known by that", 409);
    public static final ProblemType REQUESTER_IS_MERGED =
            new ProblemType("requester-is-merged", "The requester goes on as another one", 409);
    public static final ProblemType REQUESTER_IS_NOT_MERGED =
            new ProblemType("requester-is-not-merged", "The requester is not merged into another one", 409);

    public static final ProblemType TICKET_IS_ERASED =
            new ProblemType("ticket-is-erased", "Nothing is left of the ticket but that it existed", 410);
    public static final ProblemType ERASURE_IS_FINAL =
            new ProblemType("erasure-is-final", "What was erased can't be brought back", 409);

    public static final ProblemType HELP_DESK_IS_OFF =
            new ProblemType("help-desk-is-off", "The workspace has turned its help desk off", 409);
    public static final ProblemType IF_MATCH_REQUIRED =
            new ProblemType("if-match-required", "A change must name the version that it was decided on", 428);
    public static final ProblemType STATUS_SCHEME_STRANDS_TICKETS = new ProblemType(
            "status-scheme-strands-tickets", "Tickets would be left without a status of their own", 409);
    public static final ProblemType NO_SUCH_ESCALATION_EVENT =
            new ProblemType("no-such-escalation-event", "There is no such escalation event in this workspace", 404);
    public static final ProblemType TOO_MANY_ESCALATION_EVENTS =
            new ProblemType("too-many-escalation-events", "The workspace has as many escalation events as it may", 409);

    public static final ProblemType NO_SUCH_MESSAGE =
            new ProblemType("no-such-message", "The conversation has no such message", 404);
    public static final ProblemType MESSAGE_IS_MOVED =
            new ProblemType("message-is-moved", "The message is on another ticket now", 409);
    public static final ProblemType MESSAGE_STAYS = new ProblemType("message-stays", "The message can't be moved", 409);

    /** The types that only ticket-service answers with. */
    public static final List<ProblemType> ALL = List.of(
            NO_SUCH_TICKET,
            NO_SUCH_CONVERSATION,
            NO_SUCH_WORKSPACE,
            TICKET_EXISTS,
            TICKET_IS_CLOSED,
            ANSWERED_PAST,
            CONVERSATION_HAS_ACTIVE_TICKET,
            TICKET_IS_NOT_ACTIVE,
            NO_SUCH_NOTE,
            NOTE_IS_ANOTHERS,
            NO_SUCH_RECORD,
            TOO_MANY_LINKS,
            WORKSPACE_EXISTS,
            TICKET_IS_MERGED,
            TICKET_IS_NOT_MERGED,
            TICKET_IS_ACTIVE,
            NO_SUCH_REQUESTER,
            CONVERSATION_IS_CLOSED,
            AI_IS_PAUSED,
            NOT_THE_PRESENT_AGENT,
            NO_AGENT_PRESENT,
            NOT_TAKEN_OVER,
            BULK_IS_RUNNING,
            BULK_IS_UNDONE,
            TICKET_IS_ERASED,
            ERASURE_IS_FINAL,
            IDENTITY_TAKEN,
            REQUESTER_IS_MERGED,
            REQUESTER_IS_NOT_MERGED,
            HELP_DESK_IS_OFF,
            IF_MATCH_REQUIRED,
            STATUS_SCHEME_STRANDS_TICKETS,
            NO_SUCH_ESCALATION_EVENT,
            TOO_MANY_ESCALATION_EVENTS,
            NO_SUCH_MESSAGE,
            MESSAGE_IS_MOVED,
            MESSAGE_STAYS);

    private TicketProblems() {}

    static ProblemException of(Rejection rejection) {
        return switch (rejection) {
            case Rejection.NoSuchTicket r ->
                new ProblemException(NO_SUCH_TICKET, "No ticket " + r.ticketId().value() + " in this workspace.");
            case Rejection.TicketExists r ->
                new ProblemException(TICKET_EXISTS, "Ticket " + r.ticketId().value() + " is open already.");
            case Rejection.TicketIsClosed r ->
                new ProblemException(TICKET_IS_CLOSED, "Ticket #" + r.number() + " is closed; open a follow-up.")
                        .with("ticketId", r.ticketId().value());
            case Rejection.AnsweredPast r ->
                new ProblemException(
                                ANSWERED_PAST,
                                "The reply was written on version " + r.seenVersion() + "; see what came since.")
                        .with("version", r.version())
                        .with(
                                "since",
                                r.since().stream()
                                        .map(message -> new Since(
                                                message.version(),
                                                message.messageId().value(),
                                                message.from().kind().name(),
                                                message.from().name(),
                                                message.preview(),
                                                message.at().toString()))
                                        .toList());
            case Rejection.UnknownStatus r ->
                ProblemException.field("/status", "must be one of " + String.join(", ", r.known()));
            case Rejection.UnknownLabel r ->
                ProblemException.field("/label", "must be one of " + String.join(", ", r.known()));
            case Rejection.UnknownSubLabel r ->
                ProblemException.field("/subLabel", "must be one of " + String.join(", ", r.known()));
            case Rejection.TicketIsNotActive r ->
                new ProblemException(TICKET_IS_NOT_ACTIVE, "Ticket #" + r.number() + " has ended; reopen it first.");
            case Rejection.NoTimeToSnoozeUntil r ->
                ProblemException.field(
                        "/until",
                        "must be in the future, at most " + r.longest().toDays() + " days ahead");
            case Rejection.NoSuchNote r ->
                new ProblemException(NO_SUCH_NOTE, "No note " + r.noteId().value() + " on this ticket.");
            case Rejection.NoteIsAnothers r ->
                new ProblemException(
                        NOTE_IS_ANOTHERS,
                        "Somebody else wrote note " + r.noteId().value() + ".");
            case Rejection.NoSuchRecord r ->
                new ProblemException(NO_SUCH_RECORD, "No record " + r.recordId().value() + " on this ticket.");
            case Rejection.TooManyLinks r ->
                new ProblemException(TOO_MANY_LINKS, "A ticket is linked to at most " + r.most() + " of a kind.");
            case Rejection.ConversationHasActiveTicket r ->
                new ProblemException(
                                CONVERSATION_HAS_ACTIVE_TICKET,
                                "Ticket #" + r.otherNumber() + " is active on the same conversation.")
                        .with("ticketId", r.other().value())
                        .with("number", r.otherNumber());
            case Rejection.NoSuchWorkspace r ->
                new ProblemException(
                        NO_SUCH_WORKSPACE,
                        "There is no workspace " + r.workspace().value() + ".");
            case Rejection.NoSuchRule r ->
                new ProblemException(
                        NO_SUCH_ESCALATION_EVENT,
                        "No escalation event " + r.ruleId().value() + " in this workspace.");
            case Rejection.RuleHasChanged r ->
                new ProblemException(ProblemType.PRECONDITION_FAILED, "If-Match names another version.")
                        .with("version", r.version());
            case Rejection.TooManyRules r ->
                new ProblemException(
                        TOO_MANY_ESCALATION_EVENTS,
                        "A workspace has at most " + r.most() + "; remove one that is not needed.");
            case Rejection.WorkspaceExists r ->
                new ProblemException(
                        WORKSPACE_EXISTS, "Workspace " + r.workspace().value() + " exists already.");
            case Rejection.TicketIsMerged r ->
                new ProblemException(
                                TICKET_IS_MERGED,
                                "Ticket #" + r.number() + " goes on in ticket #" + r.intoNumber() + ".")
                        .with("ticketId", r.into().value())
                        .with("number", r.intoNumber());
            case Rejection.TicketIsErased r ->
                new ProblemException(TICKET_IS_ERASED, "Ticket #" + r.number() + " was erased.");
            case Rejection.TicketIsNotMerged r ->
                new ProblemException(
                        TICKET_IS_NOT_MERGED, "Ticket #" + r.number() + " is not merged into another one.");
            case Rejection.TicketIsActive r ->
                new ProblemException(
                        TICKET_IS_ACTIVE, "Ticket #" + r.number() + " is active: go on with it, or solve it first.");
            case Rejection.HelpDeskIsOff _ ->
                new ProblemException(HELP_DESK_IS_OFF, "No ticket opens until somebody turns the help desk on again.");
            case Rejection.SettingsHaveChanged r ->
                new ProblemException(
                                ProblemType.PRECONDITION_FAILED,
                                "The settings are at version " + r.version() + ", not " + r.seenVersion() + ".")
                        .with("version", r.version());
            case Rejection.SchemeIsFaulty r ->
                new ProblemException(
                                ProblemType.INVALID_REQUEST,
                                r.faults().size() == 1
                                        ? "1 field is not valid"
                                        : r.faults().size() + " fields are not valid")
                        .with(
                                "errors",
                                r.faults().stream()
                                        .map(fault ->
                                                new ProblemException.FieldProblem(fault.pointer(), fault.detail()))
                                        .toList());
            case Rejection.SchemeStrandsTickets r ->
                new ProblemException(
                                STATUS_SCHEME_STRANDS_TICKETS,
                                "There are tickets in " + r.tickets().keySet()
                                        + ", for which the scheme has no status: give it one, or move them first.")
                        .with("tickets", r.tickets());
            case Rejection.MergedIntoItself _ -> ProblemException.field("/into", "must be another ticket");
            case Rejection.NamesNoTicket r ->
                ProblemException.field("/" + r.field(), "names no ticket of this workspace");
            case Rejection.NamesNoConversation r ->
                ProblemException.field(
                        "/conversationId",
                        r.ofTheTicket() ? "is no conversation of this ticket" : "names no conversation here");
            case Rejection.CopiesGoByEmailOnly r ->
                ProblemException.field(r.cc() ? "/cc" : "/bcc", "goes by email only, and this answer goes another way");
            case Rejection.NoSuchMessage r ->
                ProblemException.field("/messageIds/" + r.index(), "is no message of this ticket");
            case Rejection.NoSuchConversation r ->
                new ProblemException(
                        NO_SUCH_CONVERSATION,
                        "No conversation " + r.conversationId().value() + " in this workspace.");
            case Rejection.OfRequester r -> requester(r);
            case Rejection.OfAttendance r -> attendance(r);
            case Rejection.OfMoving r -> moving(r);
        };
    }

    private static ProblemException requester(Rejection.OfRequester rejection) {
        return switch (rejection) {
            case Rejection.NoSuchRequester r ->
                new ProblemException(
                        NO_SUCH_REQUESTER, "No requester " + r.requesterId().value() + " in this workspace.");
            case Rejection.NamesNoRequester r ->
                ProblemException.field(r.pointer(), "names no requester of this workspace");
            case Rejection.IdentityTaken r ->
                new ProblemException(IDENTITY_TAKEN, "Merge the two, if they are one.")
                        .with("kind", r.identity().kind().name().toLowerCase(Locale.ROOT))
                        .with("requesterId", r.other().value());
            case Rejection.TooManyIdentities r ->
                ProblemException.field("/value", "is one more than the " + r.most() + " that a requester can have");
            case Rejection.RequesterIsMerged r ->
                new ProblemException(
                                REQUESTER_IS_MERGED,
                                "Requester " + r.requesterId().value() + " goes on as "
                                        + r.into().value() + ".")
                        .with("requesterId", r.into().value());
            case Rejection.RequesterIsNotMerged r ->
                new ProblemException(
                        REQUESTER_IS_NOT_MERGED, "Requester " + r.requesterId().value() + " stands for itself.");
            case Rejection.RequesterMergedIntoItself _ -> ProblemException.field("/into", "must be another requester");
        };
    }

    private static ProblemException moving(Rejection.OfMoving rejection) {
        return switch (rejection) {
            case Rejection.NoSuchMessageThere r ->
                new ProblemException(
                        NO_SUCH_MESSAGE, "No message " + r.messageId().value() + " in this conversation.");
            case Rejection.MessageIsMoved r ->
                new ProblemException(MESSAGE_IS_MOVED, "The message was moved to ticket #" + r.number() + ".")
                        .with("ticketId", r.ticketId().value())
                        .with("number", r.number())
                        .with("conversationId", r.into().value());
            case Rejection.MessageIsThere r ->
                ProblemException.field("/ticketId", "is ticket #" + r.number() + ", which has the message already");
            case Rejection.MessageIsOurs _ -> new ProblemException(MESSAGE_STAYS, "It is an answer, not a customer's.");
            case Rejection.OnlyMailIsMoved r ->
                new ProblemException(MESSAGE_STAYS, "It came by " + r.channel() + ", and only mail is moved.");
            case Rejection.MessageHasNoSender _ ->
                new ProblemException(
                        MESSAGE_STAYS, "It names no sender, whom a ticket could be of: name a ticket that has mail.");
        };
    }

    private static ProblemException attendance(Rejection.OfAttendance rejection) {
        return switch (rejection) {
            case Rejection.ConversationIsClosed _ ->
                new ProblemException(CONVERSATION_IS_CLOSED, "The conversation has ended.");
            case Rejection.AiIsPaused r ->
                new ProblemException(AI_IS_PAUSED, "The AI says nothing until it is resumed.")
                        .with("pausedBy", Paused.of(r.by()));
            case Rejection.NotThePresentAgent r ->
                new ProblemException(NOT_THE_PRESENT_AGENT, "Join the conversation first, where no agent is present.")
                        .with("agentId", r.present().orElse(null));
            case Rejection.NoAgentPresent _ ->
                new ProblemException(NO_AGENT_PRESENT, "There is no AI that could be paused, or answer.");
            case Rejection.NotTakenOver _ ->
                new ProblemException(NOT_TAKEN_OVER, "No operator has taken the conversation over.");
        };
    }

    /** Who has paused an AI. */
    record Paused(
            String kind, @Nullable String id, @Nullable String name) {
        static Paused of(Actor by) {
            return new Paused(by.kind().name(), by.id(), by.name());
        }
    }

    /** A message that came after the version that a reply was written on. */
    record Since(
            long version,
            String messageId,
            String from,
            @Nullable String name,
            String preview,
            String at) {}
}
