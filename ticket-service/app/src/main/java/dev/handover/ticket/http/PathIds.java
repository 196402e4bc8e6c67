package dev.handover.ticket.http;

import dev.handover.foundation.problem.ProblemException;
import dev.handover.foundation.problem.ProblemType;
import dev.handover.ticket.domain.MessageId;
import dev.handover.ticket.domain.NoteId;
import dev.handover.ticket.domain.RecordId;
import dev.handover.ticket.domain.TicketId;
import java.util.function.Function;

/** Ids in paths: what can't be an id names nothing that is there. */
final class PathIds {
    private PathIds() {}

    static TicketId ticket(String id) {
        return read(TicketId::new, id, TicketProblems.NO_SUCH_TICKET, "That is no ticket id.");
    }

    static NoteId note(String id) {
        return read(NoteId::new, id, TicketProblems.NO_SUCH_NOTE, "That is no note id.");
    }

    static MessageId message(String id) {
        return read(MessageId::new, id, TicketProblems.NO_SUCH_MESSAGE, "That is no message id.");
    }

    static RecordId record(String id) {
        return read(RecordId::new, id, TicketProblems.NO_SUCH_RECORD, "That is no record id.");
    }

    private static <T> T read(Function<String, T> type, String id, ProblemType missing, String detail) {
        try {
            return type.apply(id);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(missing, detail);
        }
    }
}
