package dev.handover.ticket.step;

import dev.handover.ticket.domain.ConversationId;
import dev.handover.ticket.domain.Due;
import dev.handover.ticket.domain.MessageId;
import dev.handover.ticket.domain.Phase;
import dev.handover.ticket.domain.Recipient;
import dev.handover.ticket.domain.Rejection;
import dev.handover.ticket.domain.RequesterId;
import dev.handover.ticket.domain.TicketId;
import dev.handover.ticket.domain.WorkspaceKey;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.SqlParameterValue;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What can't be found in one stream: numbers, who has an address, which conversation a message is in, which ticket a
 * conversation has. What is written here is kept back, and written with the events of the step.
 */
public final class LookUps {
    private final JdbcClient jdbc;
    private final Streams step;
    private final RequesterLookUps requesters;
    private final RuleLookUps rules;
    private final MoveLookUps moves;

    LookUps(JdbcClient jdbc, Streams step) {
        this.jdbc = jdbc;
        this.step = step;
        this.requesters = new RequesterLookUps(jdbc, step);
        this.rules = new RuleLookUps(jdbc, step);
        this.moves = new MoveLookUps(jdbc, step);
    }

    /** Who is known by what. */
    public RequesterLookUps requesters() {
        return requesters;
    }

    /** What escalation events need to find. */
    public RuleLookUps rules() {
        return rules;
    }

    /** What moving messages needs to find. */
    public MoveLookUps moves() {
        return moves;
    }

    private JdbcClient.StatementSpec read(String sql, String... about) {
        step.reading(List.of(about));
        return jdbc.sql(sql);
    }

    static SqlParameterValue orNull(@Nullable String text) {
        return new SqlParameterValue(Types.VARCHAR, text);
    }

    /** Makes room for a workspace; refused where its key is taken. */
    public void addWorkspace(WorkspaceKey workspace, String name) {
        if (exists(workspace)) {
            throw new RejectedException(new Rejection.WorkspaceExists(workspace));
        }
        step.write(
                "insert into workspace (workspace, name) values (?, ?)",
                Set.of(workspace.value()),
                workspace.value(),
                name);
    }

    private boolean exists(WorkspaceKey workspace) {
        return read("select 1 from workspace where workspace = ?", workspace.value())
                .param(workspace.value())
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /** Takes the workspace's next number for a ticket; call it last, since others wait for it until the commit. */
    public long nextNumber(WorkspaceKey workspace, TicketId ticket, Optional<Recipient> requester) {
        long number = read(
                        "update workspace set last_number = last_number + 1 where workspace = ? returning last_number",
                        workspace.value())
                .param(workspace.value())
                .query(Long.class)
                .optional()
                .orElseThrow(() -> new RejectedException(new Rejection.NoSuchWorkspace(workspace)));
        step.write(
                "insert into ticket_number (workspace, number, ticket_id, requester_id) values (?, ?, ?, ?)",
                Set.of(ticket.value(), numbered(workspace, number)),
                workspace.value(),
                number,
                ticket.value(),
                orNull(requester.map(known -> known.id().value()).orElse(null)));
        return number;
    }

    private static String numbered(WorkspaceKey workspace, long number) {
        return workspace.value() + "#" + number;
    }

    /** The ticket with that number. */
    public Optional<TicketId> ticketByNumber(WorkspaceKey workspace, long number) {
        return read(
                        "select ticket_id from ticket_number where workspace = ? and number = ? and not erased",
                        numbered(workspace, number))
                .params(workspace.value(), number)
                .query((row, n) -> new TicketId(row.getString(1)))
                .optional();
    }

    /** Whether the ticket is one of the workspace's. */
    public boolean isTicketOf(WorkspaceKey workspace, TicketId ticket) {
        return read("select 1 from ticket_number where workspace = ? and ticket_id = ? and not erased", ticket.value())
                .params(workspace.value(), ticket.value())
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /** Whether the message was taken before. */
    public boolean hasMessage(MessageId message) {
        return read("select 1 from message_index where message_id = ?", message.value())
                .param(message.value())
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /** Remembers which conversation a message is in. */
    public void addMessage(
            WorkspaceKey workspace, MessageId message, ConversationId conversation, @Nullable String externalId) {
        step.write(
                "insert into message_index (message_id, workspace, conversation_id, external_id) values (?, ?, ?, ?)",
                externalId == null || externalId.equals(message.value())
                        ? Set.of(message.value())
                        : Set.of(message.value(), externalId),
                message.value(),
                workspace.value(),
                conversation.value(),
                orNull(externalId));
    }

    /** Where a message is. */
    public record Place(ConversationId conversation, MessageId message) {}

    /** Where the message is that has this id on its channel. */
    public Optional<Place> placeOf(WorkspaceKey workspace, String externalId) {
        return read(
                        "select conversation_id, message_id from message_index where workspace = ? and external_id = ?"
                                + " order by message_id limit 1",
                        externalId)
                .params(workspace.value(), externalId)
                .query((row, n) -> new Place(new ConversationId(row.getString(1)), new MessageId(row.getString(2))))
                .optional();
    }

    /** The conversation that the message is in; empty where it is unknown, or erased. */
    public Optional<ConversationId> conversationOf(WorkspaceKey workspace, MessageId message) {
        return conversationOfMessages(workspace, List.of(message.value()));
    }

    /** The conversation of the first of these messages of ours, newest first, that is known. */
    public Optional<ConversationId> conversationOfMessages(WorkspaceKey workspace, Collection<String> messageIds) {
        return firstKnown("message_id = any(?) order by array_position(?::text[], message_id)", workspace, messageIds);
    }

    /** The conversation of the last of these messages, by their ids on the channel and oldest first, that is known. */
    public Optional<ConversationId> conversationOfExternal(WorkspaceKey workspace, Collection<String> externalIds) {
        return firstKnown(
                "external_id = any(?) order by array_position(?::text[], external_id) desc, message_id",
                workspace,
                externalIds);
    }

    private Optional<ConversationId> firstKnown(String among, WorkspaceKey workspace, Collection<String> ids) {
        if (ids.isEmpty()) {
            return Optional.empty();
        }
        String[] wanted = ids.toArray(String[]::new);
        return read(
                        "select conversation_id from message_index where workspace = ? and conversation_id <> '' and "
                                + among + " limit 1",
                        wanted)
                .param(workspace.value())
                .param(wanted)
                .param(wanted)
                .query((row, n) -> new ConversationId(row.getString(1)))
                .optional();
    }

    /** The ticket that a message on the conversation belongs to: its active one, else its latest. */
    public Optional<TicketId> ticketOf(ConversationId conversation) {
        return read("""
                        select ticket_id from conversation_ticket where conversation_id = ?
                        order by active desc, position desc limit 1
                        """, conversation.value())
                .param(conversation.value())
                .query((row, n) -> new TicketId(row.getString(1)))
                .optional();
    }

    /** The conversation that replies on the ticket go to: the first that was linked. */
    public Optional<ConversationId> primaryConversationOf(TicketId ticket) {
        return read(
                        "select conversation_id from conversation_ticket where ticket_id = ? order by position limit 1",
                        ticket.value())
                .param(ticket.value())
                .query((row, n) -> new ConversationId(row.getString(1)))
                .optional();
    }

    /** The conversations of the ticket, in the order in which they were linked. */
    public List<ConversationId> conversationsOf(WorkspaceKey workspace, TicketId ticket) {
        return read("""
                        select conversation_id from conversation_ticket where workspace = ? and ticket_id = ?
                        order by position
                        """, ticket.value())
                .params(workspace.value(), ticket.value())
                .query((row, n) -> new ConversationId(row.getString(1)))
                .list();
    }

    /** Keeps what is due on a ticket by itself. */
    void setDue(WorkspaceKey workspace, TicketId ticket, Map<Due, Instant> before, Map<Due, Instant> after) {
        for (Due due : Due.values()) {
            if (!Objects.equals(before.get(due), after.get(due))) {
                setDue(workspace, ticket, due, after.get(due));
            }
        }
    }

    /** Something is due on a ticket then, or no longer. */
    public void setDue(WorkspaceKey workspace, TicketId ticket, Due due, @Nullable Instant at) {
        Set<String> about = Set.of("due:" + ticket.value());
        if (at == null) {
            step.write("delete from due_ticket where ticket_id = ? and kind = ?", about, ticket.value(), due.name());
        } else {
            step.write("""
                    insert into due_ticket (ticket_id, kind, workspace, due_at) values (?, ?, ?, ?)
                    on conflict (ticket_id, kind) do update set due_at = excluded.due_at, claimed_until = null
                    """, about, ticket.value(), due.name(), workspace.value(), at.atOffset(ZoneOffset.UTC));
        }
    }

    /** Links a conversation to a ticket; the database refuses a second active one. */
    public void link(WorkspaceKey workspace, ConversationId conversation, TicketId ticket, boolean active) {
        step.write(
                """
                insert into conversation_ticket (conversation_id, ticket_id, workspace, active)
                values (?, ?, ?, ?) on conflict (conversation_id, ticket_id) do nothing
                """,
                Set.of(conversation.value(), ticket.value()),
                conversation.value(),
                ticket.value(),
                workspace.value(),
                active);
    }

    /** Marks a ticket's conversations as having it as their active ticket, or not; refused where another one has one. */
    public void setActive(TicketId ticket, boolean active) {
        if (active) {
            refuseSecondActive(ticket);
        }
        step.write(
                "update conversation_ticket set active = ? where ticket_id = ? and active <> ?",
                Set.of(ticket.value()),
                active,
                ticket.value(),
                active);
    }

    /** Remembers whose a conversation is. */
    public void addConversation(WorkspaceKey workspace, ConversationId conversation, RequesterId requester) {
        step.write(
                "insert into conversation_requester (conversation_id, workspace, requester_id) values (?, ?, ?)",
                Set.of(conversation.value(), requester.value()),
                conversation.value(),
                workspace.value(),
                requester.value());
    }

    /** Gives a ticket the conversations of another one, which keeps them as its past. */
    public void handOver(
            WorkspaceKey workspace, List<ConversationId> conversations, TicketId from, TicketId to, boolean active) {
        for (ConversationId conversation : conversations) {
            Set<String> about = Set.of(conversation.value(), from.value(), to.value());
            step.write(
                    "update conversation_ticket set active = false where ticket_id = ? and conversation_id = ?",
                    about,
                    from.value(),
                    conversation.value());
            step.write("""
                    insert into conversation_ticket (conversation_id, ticket_id, workspace, active) values (?, ?, ?, ?)
                    on conflict (conversation_id, ticket_id)
                    do update set active = excluded.active, position = default
                    """, about, conversation.value(), to.value(), workspace.value(), active);
        }
    }

    /** Remembers that somebody else than the requester wrote in a conversation. */
    public void addParticipant(WorkspaceKey workspace, ConversationId conversation, String address) {
        step.write("""
                insert into conversation_participant (conversation_id, workspace, address) values (?, ?, ?)
                on conflict do nothing
                """, Set.of(conversation.value()), conversation.value(), workspace.value(), address);
    }

    /** Takes conversations from a ticket; what it was told of them stays with it. */
    public void unlink(List<ConversationId> conversations, TicketId ticket) {
        for (ConversationId conversation : conversations) {
            step.write("""
                    insert into conversation_ticket_past (conversation_id, ticket_id) values (?, ?) on conflict do nothing
                    """, Set.of(conversation.value(), ticket.value()), conversation.value(), ticket.value());
            step.write(
                    "delete from conversation_ticket where conversation_id = ? and ticket_id = ?",
                    Set.of(conversation.value(), ticket.value()),
                    conversation.value(),
                    ticket.value());
        }
    }

    /** Remembers a ticket's phase; it is NEW until this is said. */
    void setPhase(TicketId ticket, Phase phase) {
        step.write(
                "update ticket_number set phase = ? where ticket_id = ?",
                Set.of(ticket.value()),
                phase.name(),
                ticket.value());
    }

    /** How many of the workspace's tickets are in each of these phases, apart from those that go on in another one. */
    public Map<Phase, Long> ticketsIn(WorkspaceKey workspace, Set<Phase> phases) {
        step.readingAnything();
        Map<Phase, Long> tickets = new EnumMap<>(Phase.class);
        jdbc.sql("""
                        select phase, count(*) from ticket_number
                        where workspace = ? and phase = any(?) and merged_into is null and not erased group by phase
                        """)
                .param(workspace.value())
                .param(phases.stream().map(Phase::name).toArray(String[]::new))
                .query((row, n) -> tickets.put(Phase.valueOf(row.getString(1)), row.getLong(2)))
                .list();
        return tickets;
    }

    /** Remembers which ticket another one goes on in; null where it stands for itself. */
    public void setMergedInto(TicketId ticket, @Nullable TicketId into) {
        step.write(
                "update ticket_number set merged_into = ? where ticket_id = ?",
                Set.of(ticket.value()),
                orNull(into == null ? null : into.value()),
                ticket.value());
    }

    /** The ticket that this one goes on in, at the end of all merges that are there; itself where it is not merged. */
    public TicketId goesOnIn(TicketId ticket) {
        step.readingAnything();
        return jdbc.sql("""
                        with recursive chain (ticket_id, merged_into, depth) as (
                            select ticket_id, merged_into, 0 from ticket_number where ticket_id = ?
                            union all
                            select n.ticket_id, n.merged_into, depth + 1
                            from chain join ticket_number n on n.ticket_id = chain.merged_into and not n.erased
                            where depth < 100)
                        select ticket_id from chain order by depth desc limit 1
                        """)
                .param(ticket.value())
                .query((row, n) -> new TicketId(row.getString(1)))
                .optional()
                .orElse(ticket);
    }

    /** Refuses a conversation that has an active ticket, apart from these. */
    public void refuseActive(ConversationId conversation, TicketId... apart) {
        read("""
                        select c.ticket_id, n.number from conversation_ticket c join ticket_number n using (ticket_id)
                        where c.conversation_id = ? and c.active and c.ticket_id <> all(?)
                        """, conversation.value())
                .param(conversation.value())
                .param(Stream.of(apart).map(TicketId::value).toArray(String[]::new))
                .query((row, n) -> new Rejection.ConversationHasActiveTicket(
                        conversation, new TicketId(row.getString(1)), row.getLong(2)))
                .optional()
                .ifPresent(refusal -> {
                    throw new RejectedException(refusal);
                });
    }

    /** Whether the ticket could be active: none of its conversations has another active one. */
    public boolean mayBeActive(TicketId ticket) {
        return otherActive(ticket).isEmpty();
    }

    private void refuseSecondActive(TicketId ticket) {
        otherActive(ticket).ifPresent(refusal -> {
            throw new RejectedException(refusal);
        });
    }

    private Optional<Rejection> otherActive(TicketId ticket) {
        step.readingAnything();
        return jdbc.sql("""
                        select o.conversation_id, o.ticket_id, n.number
                        from conversation_ticket mine
                        join conversation_ticket o
                          on o.conversation_id = mine.conversation_id and o.ticket_id <> mine.ticket_id and o.active
                        join ticket_number n on n.ticket_id = o.ticket_id
                        where mine.ticket_id = ? limit 1
                        """)
                .param(ticket.value())
                .<Rejection>query((row, n) -> new Rejection.ConversationHasActiveTicket(
                        new ConversationId(row.getString(1)), new TicketId(row.getString(2)), row.getLong(3)))
                .optional();
    }
}
