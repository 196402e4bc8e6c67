package dev.handover.ticket.step;

import dev.handover.ticket.domain.ConversationId;
import dev.handover.ticket.domain.MessageId;
import dev.handover.ticket.domain.TicketId;
import dev.handover.ticket.domain.WorkspaceKey;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What moving messages needs to find: where they were before, and which tickets may have them. */
public final class MoveLookUps {
    private final JdbcClient jdbc;
    private final Streams step;

    MoveLookUps(JdbcClient jdbc, Streams step) {
        this.jdbc = jdbc;
        this.step = step;
    }

    /**
     * A message is in another conversation from now on; what answers it goes there, and so does what is still to be
     * decided on it.
     *
     * @param externalIds its id on its channel, if it has one
     */
    public void move(MessageId message, ConversationId from, ConversationId into, List<String> externalIds) {
        Set<String> about =
                externalIds.isEmpty() ? Set.of(message.value()) : Set.of(message.value(), externalIds.getFirst());
        step.write(
                "update message_index set conversation_id = ? where message_id = ?",
                about,
                into.value(),
                message.value());
        step.write(
                "update to_judge set conversation_id = ? where message_id = ?", about, into.value(), message.value());
        step.write(
                "update awaited_answer set conversation_id = ? where message_id = ?",
                about,
                into.value(),
                message.value());
        step.write(
                "insert into message_past (message_id, conversation_id) values (?, ?) on conflict do nothing",
                about,
                message.value(),
                from.value());
    }

    /** A message by its id on its channel, and the conversation that it was moved to. */
    public record Place(String externalId, ConversationId conversation) {}

    /** The last of these messages, by their ids on the channel and oldest first, that was moved. */
    public Optional<Place> lastMoved(WorkspaceKey workspace, Collection<String> externalIds) {
        if (externalIds.isEmpty()) {
            return Optional.empty();
        }
        String[] wanted = externalIds.toArray(String[]::new);
        step.reading(List.of(wanted));
        return jdbc.sql("""
                        select i.external_id, i.conversation_id from message_index i
                        where i.workspace = ? and i.external_id = any(?) and i.conversation_id <> ''
                          and exists (select 1 from message_past p where p.message_id = i.message_id)
                        order by array_position(?::text[], i.external_id) desc, i.message_id limit 1
                        """)
                .param(workspace.value())
                .param(wanted)
                .param(wanted)
                .query((row, n) -> new Place(row.getString(1), new ConversationId(row.getString(2))))
                .optional();
    }

    /** Tickets that have the conversation, or had it. */
    public List<TicketId> ticketsEverOf(ConversationId conversation) {
        step.readingAnything();
        return jdbc.sql("""
                        select ticket_id from conversation_ticket where conversation_id = ?
                        union select ticket_id from conversation_ticket_past where conversation_id = ? order by 1
                        """)
                .params(conversation.value(), conversation.value())
                .query((row, n) -> new TicketId(row.getString(1)))
                .list();
    }
}
