package dev.handover.ticket.step;

import dev.handover.ticket.domain.ChannelIdentity;
import dev.handover.ticket.domain.RequesterId;
import dev.handover.ticket.domain.TicketId;
import dev.handover.ticket.domain.WorkspaceKey;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who is known by what, and as whom those who were merged go on. */
public final class RequesterLookUps {
    /** Merges are few, and any of them may concern any read. */
    private static final String MERGES = "merges of requesters";

    /** From the one that {@code first} selects, with its name, to the one that it goes on as at the end. */
    private static final String CHAIN = """
            with recursive chain (holder, requester_id, merged_into, name, depth) as (
                %s
                union all
                select c.holder, r.requester_id, r.merged_into, r.name, c.depth + 1
                from chain c join requester r on r.requester_id = c.merged_into where c.depth < 100)
            select holder, requester_id, name from chain order by depth desc limit 1
            """;

    private final JdbcClient jdbc;
    private final Streams step;

    RequesterLookUps(JdbcClient jdbc, Streams step) {
        this.jdbc = jdbc;
        this.step = step;
    }

    /**
     * Somebody who is known.
     *
     * @param holder whose identity it is
     * @param id as whom the holder goes on; the holder's own where it is not merged
     */
    public record Known(
            RequesterId holder, RequesterId id, @Nullable String name) {}

    /** Who is known by that. */
    public Optional<Known> by(WorkspaceKey workspace, ChannelIdentity.Kind kind, String value) {
        step.reading(List.of(value, MERGES));
        return jdbc.sql(CHAIN.formatted("""
                        select i.requester_id, i.requester_id, r.merged_into, coalesce(r.name, i.name), 0
                        from requester_identity i left join requester r on r.requester_id = i.requester_id
                        where i.workspace = ? and i.kind = ? and i.value = ?
                        """))
                .params(workspace.value(), key(kind), value)
                .query((row, n) -> known(row.getString(1), row.getString(2), row.getString(3)))
                .optional();
    }

    /** As whom the ticket's requester goes on. */
    public Optional<RequesterId> of(TicketId ticket) {
        step.reading(List.of(ticket.value(), MERGES));
        return jdbc.sql(CHAIN.formatted("""
                        select n.requester_id, n.requester_id, r.merged_into, r.name, 0
                        from ticket_number n left join requester r on r.requester_id = n.requester_id
                        where n.ticket_id = ? and n.requester_id is not null
                        """))
                .param(ticket.value())
                .query((row, n) -> new RequesterId(row.getString(2)))
                .optional();
    }

    /** As whom the requester goes on; itself where it is not merged. */
    public RequesterId goesOnAs(RequesterId requester) {
        step.reading(List.of(requester.value(), MERGES));
        return jdbc.sql(
                        CHAIN.formatted(
                                "select requester_id, requester_id, merged_into, name, 0 from requester where requester_id = ?"))
                .param(requester.value())
                .query((row, n) -> new RequesterId(row.getString(2)))
                .optional()
                .orElse(requester);
    }

    private static Known known(String holder, String id, @Nullable String name) {
        return new Known(new RequesterId(holder), new RequesterId(id), name);
    }

    /** Remembers a requester's name. */
    public void put(WorkspaceKey workspace, RequesterId requester, @Nullable String name) {
        step.write("""
                insert into requester (workspace, requester_id, name) values (?, ?, ?)
                on conflict (requester_id) do update set name = excluded.name
                """, Set.of(requester.value()), workspace.value(), requester.value(), LookUps.orNull(name));
    }

    /** Remembers what a requester is known by; the database refuses what another one is known by. */
    public void add(WorkspaceKey workspace, RequesterId requester, ChannelIdentity identity) {
        step.write(
                "insert into requester_identity (workspace, kind, value, requester_id) values (?, ?, ?, ?)",
                Set.of(identity.value()),
                workspace.value(),
                key(identity.kind()),
                identity.value(),
                requester.value());
    }

    /** Remembers as whom a requester goes on; null where it stands for itself. */
    public void setMergedInto(WorkspaceKey workspace, RequesterId requester, @Nullable RequesterId into) {
        step.write(
                """
                insert into requester (workspace, requester_id, merged_into) values (?, ?, ?)
                on conflict (requester_id) do update set merged_into = excluded.merged_into
                """,
                Set.of(requester.value(), MERGES),
                workspace.value(),
                requester.value(),
                LookUps.orNull(into == null ? null : into.value()));
    }

    private static String key(ChannelIdentity.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
