package dev.handover.ticket.http;

import java.util.List;

/** The answers of the command API; every version is the ticket's after the command. */
final class Responses {
    private Responses() {}

    record WorkspaceCreated(String key, String name) {}

    record RequesterRegistered(String requesterId, long version) {}

    record TicketOpened(String ticketId, long number, long version) {}

    /**
     * @param conversationId that it goes by
     * @param channelReason why: named, primary, still_open, email_instead or none_yet; more may come
     */
    record ReplyAccepted(String messageId, long version, String conversationId, String channel, String channelReason) {}

    record NoteAccepted(String noteId, long version, List<String> mentioned) {}

    record BulkBegun(String bulkId) {}

    record RecordLinked(String recordId, long version) {}

    record Changed(long version) {}
}
