package dev.handover.ticket.http;

import java.util.List;

/** The answers of the command API; every version is the ticket's after the command. */
final class Responses {
    private Responses() {}

    record WorkspaceCreated(String key, String name) {}

    record TicketOpened(String ticketId, long number, long version) {}

    record ReplyAccepted(String messageId, long version) {}

    record NoteAccepted(String noteId, long version, List<String> mentioned) {}

    record BulkBegun(String bulkId) {}

    record RecordLinked(String recordId, long version) {}

    record Changed(long version) {}
}
