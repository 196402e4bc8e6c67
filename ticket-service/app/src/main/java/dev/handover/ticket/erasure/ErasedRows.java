package dev.handover.ticket.erasure;

import dev.handover.ticket.domain.Actor;
import dev.handover.ticket.domain.ConversationId;
import dev.handover.ticket.domain.MessageId;
import dev.handover.ticket.domain.RequesterId;
import dev.handover.ticket.domain.StoredEvent;
import dev.handover.ticket.domain.TicketEvent;
import dev.handover.ticket.domain.TicketId;
import dev.handover.ticket.domain.WorkspaceKey;
import dev.handover.ticket.step.Streams;
import dev.handover.ticket.store.ErasedForm;
import dev.handover.ticket.store.LogicalNameSerializer;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.axonframework.serialization.SimpleSerializedObject;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The one place where stored events are overwritten. Id, type, revision and sequence stay; the payload is in its erased
 * form, a ticket's subject is gone from the metadata, and the stream's snapshots are gone.
 */
final class ErasedRows {
    private final JdbcClient jdbc;
    private final LogicalNameSerializer serializer;

    ErasedRows(JdbcClient jdbc, LogicalNameSerializer serializer) {
        this.jdbc = jdbc;
        this.serializer = serializer;
    }

    private record Row(long sequence, String type, @Nullable String revision, byte[] payload) {}

    /** Erases all events of a stream so far; how many. */
    int eraseStream(Streams streams, String stream) {
        return erase(streams, stream, row -> true);
    }

    /** Erases those events of a stream; how many. */
    int eraseEvents(Streams streams, String stream, Predicate<StoredEvent> wanted) {
        return erase(streams, stream, row -> wanted.test(event(row)));
    }

    /** Erases messages, and their writers, from a ticket that stays; how many events told of them. */
    int eraseMessages(Streams streams, TicketId ticket, Set<MessageId> messages, Predicate<Actor> writers) {
        int erased = 0;
        for (Row row : rows(ticket.value())) {
            boolean added =
                    event(row) instanceof TicketEvent.MessageAdded message && messages.contains(message.messageId());
            byte[] now = added
                    ? ErasedForm.of(row.type(), row.payload())
                    : ErasedForm.without(row.type(), row.payload(), writers);
            if (!Arrays.equals(now, row.payload())) {
                erased++;
                streams.write(
                        "update stored_event set payload = ? where stream_id = ? and sequence_number = ?",
                        Set.of(),
                        now,
                        ticket.value(),
                        row.sequence());
            }
        }
        forgetSnapshots(streams, ticket.value());
        return erased;
    }

    private StoredEvent event(Row row) {
        return serializer.deserialize(
                new SimpleSerializedObject<>(row.payload(), byte[].class, row.type(), row.revision()));
    }

    private int erase(Streams streams, String stream, Predicate<Row> wanted) {
        List<Row> rows = rows(stream).stream().filter(wanted).toList();
        rows.forEach(
                row -> streams.write("""
                update stored_event set payload = ?, meta_data = convert_to(
                  (convert_from(meta_data, 'UTF8')::jsonb || case when stream_type = 'ticket'
                    then '{"ticketSubject": ""}'::jsonb else '{}'::jsonb end)::text, 'UTF8')
                where stream_id = ? and sequence_number = ?
                """, Set.of(), ErasedForm.of(row.type(), row.payload()), stream, row.sequence()));
        forgetSnapshots(streams, stream);
        return rows.size();
    }

    private List<Row> rows(String stream) {
        return jdbc.sql("select sequence_number, event_type, revision, payload from stored_event where stream_id = ?")
                .param(stream)
                .query((row, n) -> new Row(row.getLong(1), row.getString(2), row.getString(3), row.getBytes(4)))
                .list();
    }

    private static void forgetSnapshots(Streams streams, String stream) {
        streams.write("delete from stream_snapshot where stream_id = ?", Set.of(), stream);
    }

    /** Whether another ticket has the conversation. */
    boolean hasAnotherTicket(ConversationId conversation, TicketId ticket) {
        return jdbc.sql("select 1 from conversation_ticket where conversation_id = ? and ticket_id <> ? limit 1")
                .params(conversation.value(), ticket.value())
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /** Nothing finds the ticket any more; its number stays taken. */
    void forgetTicket(Streams streams, TicketId ticket) {
        Set<String> about = Set.of(ticket.value());
        streams.write("delete from conversation_ticket where ticket_id = ?", about, ticket.value());
        streams.write("delete from conversation_ticket_past where ticket_id = ?", about, ticket.value());
        streams.write("delete from due_ticket where ticket_id = ?", about, ticket.value());
        streams.write("delete from alert_ticket where ticket_id = ?", about, ticket.value());
        streams.write(
                "update ticket_number set requester_id = null, merged_into = null, erased = true where ticket_id = ?",
                about,
                ticket.value());
    }

    /** Messages are known as taken, so that one that is delivered again stays unseen; nothing finds them any more. */
    void forgetMessages(Streams streams, Collection<MessageId> messages) {
        messages.forEach(message -> {
            Set<String> about = Set.of(message.value());
            streams.write(
                    "update message_index set conversation_id = '', external_id = null where message_id = ?",
                    about,
                    message.value());
            streams.write("delete from to_judge where message_id = ?", about, message.value());
            streams.write("delete from awaited_answer where message_id = ?", about, message.value());
        });
    }

    void forgetConversation(Streams streams, ConversationId conversation) {
        streams.write(
                "delete from conversation_ticket where conversation_id = ?",
                Set.of(conversation.value()),
                conversation.value());
        streams.write(
                "delete from conversation_ticket_past where conversation_id = ?",
                Set.of(conversation.value()),
                conversation.value());
        streams.write(
                "delete from conversation_participant where conversation_id = ?",
                Set.of(conversation.value()),
                conversation.value());
        streams.write(
                "delete from conversation_begun where conversation_id = ?",
                Set.of(conversation.value()),
                conversation.value());
        streams.write(
                "delete from conversation_requester where conversation_id = ?",
                Set.of(conversation.value()),
                conversation.value());
    }

    void forgetRequester(Streams streams, RequesterId requester) {
        streams.write("delete from requester where requester_id = ?", Set.of(requester.value()), requester.value());
        streams.write(
                "delete from requester_identity where requester_id = ?", Set.of(requester.value()), requester.value());
    }

    void forgetParticipant(Streams streams, ConversationId conversation, String address) {
        streams.write(
                "delete from conversation_participant where conversation_id = ? and address = ?",
                Set.of(conversation.value()),
                conversation.value(),
                address);
    }

    /** Conversations of others in which somebody with that address wrote. */
    List<ConversationId> participationsOf(WorkspaceKey workspace, String address) {
        return jdbc.sql("""
                        select conversation_id from conversation_participant
                        where workspace = ? and address = ? order by conversation_id
                        """)
                .params(workspace.value(), address)
                .query((row, n) -> new ConversationId(row.getString(1)))
                .list();
    }

    /** Tickets that have the conversation, or had it. */
    List<TicketId> ticketsEverOf(ConversationId conversation) {
        return jdbc.sql("""
                        select ticket_id from conversation_ticket where conversation_id = ?
                        union select ticket_id from conversation_ticket_past where conversation_id = ? order by 1
                        """)
                .params(conversation.value(), conversation.value())
                .query((row, n) -> new TicketId(row.getString(1)))
                .list();
    }

    /** Conversations that these messages were in before they were moved. */
    List<ConversationId> pastOf(Collection<MessageId> messages) {
        return messages.isEmpty()
                ? List.of()
                : jdbc.sql("select distinct conversation_id from message_past where message_id = any(?) order by 1")
                        .param(messages.stream().map(MessageId::value).toArray(String[]::new))
                        .query((row, n) -> new ConversationId(row.getString(1)))
                        .list();
    }

    /** Tickets of a requester that are not erased. */
    List<TicketId> ticketsOf(WorkspaceKey workspace, RequesterId requester) {
        return jdbc.sql("select ticket_id from ticket_number where workspace = ? and requester_id = ? order by number")
                .params(workspace.value(), requester.value())
                .query((row, n) -> new TicketId(row.getString(1)))
                .list();
    }

    /** Conversations of a requester that are not erased. */
    List<ConversationId> conversationsOf(WorkspaceKey workspace, RequesterId requester) {
        return jdbc.sql("""
                        select conversation_id from conversation_requester
                        where workspace = ? and requester_id = ? order by conversation_id
                        """)
                .params(workspace.value(), requester.value())
                .query((row, n) -> new ConversationId(row.getString(1)))
                .list();
    }
}
