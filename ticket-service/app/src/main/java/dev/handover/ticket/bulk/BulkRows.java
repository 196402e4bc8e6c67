package dev.handover.ticket.bulk;

import dev.handover.ticket.domain.Actor;
import dev.handover.ticket.domain.WorkspaceKey;
import dev.handover.ticket.erasure.ErasureSteps;
import dev.handover.ticket.step.Streams;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.SqlParameterValue;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** The tables of bulk changes. */
final class BulkRows {
    private final JdbcClient jdbc;
    private final JsonMapper json;

    BulkRows(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /**
     * A ticket to change, or something to erase.
     *
     * @param onlyAt the version that it must be at, for an undo
     */
    record Item(
            String bulkId,
            int position,
            WorkspaceKey workspace,
            String subject,
            Change change,
            @Nullable Long onlyAt,
            Actor by) {
        String key() {
            return bulkId + "#" + position;
        }
    }

    /** A ticket that an undo would bring back. */
    record Undoable(String ticketId, long version, Change inverse) {}

    void add(Streams streams, String bulkId, @Nullable Change change, @Nullable String undoOf, Actor by) {
        streams.write(
                "insert into bulk_change (bulk_id, workspace, change, by_whom, undo_of) values (?, ?, ?, ?, ?)",
                Set.of(bulkId),
                bulkId,
                streams.workspace().value(),
                change == null ? "null" : text(change),
                json.writeValueAsString(by),
                new SqlParameterValue(Types.VARCHAR, undoOf));
    }

    void addItem(Streams streams, String bulkId, int position, String subject, Change change, @Nullable Long onlyAt) {
        streams.write(
                "insert into bulk_item (bulk_id, position, subject_id, change, only_at) values (?, ?, ?, ?, ?)",
                Set.of(bulkId, bulkId + "#" + position),
                bulkId,
                position,
                subject,
                text(change),
                new SqlParameterValue(Types.BIGINT, onlyAt));
    }

    /** Adds what is to be erased too, as far as the bulk change does not have it, and then to look once more. */
    void addMore(Streams streams, Item looked, Map<String, Change> found) {
        Set<String> known = new HashSet<>(jdbc.sql("select subject_id from bulk_item where bulk_id = ?")
                .param(looked.bulkId())
                .query(String.class)
                .list());
        int position = looked.position();
        for (Map.Entry<String, Change> one : found.entrySet()) {
            if (!known.contains(one.getKey())) {
                addItem(streams, looked.bulkId(), ++position, one.getKey(), one.getValue(), null);
            }
        }
        if (position == looked.position()) {
            return;
        }
        streams.write(
                """
                insert into bulk_item (bulk_id, position, subject_id, change, last) values (?, ?, ?, ?, true)
                """, Set.of(looked.bulkId()), looked.bulkId(), position + 1, looked.subject(), text(looked.change()));
    }

    private String text(Change change) {
        return json.writerFor(Change.class).writeValueAsString(change);
    }

    /** Items that are to be done; those of a small bulk change do not wait behind all of a large one. */
    List<Item> pending(int limit) {
        return jdbc.sql("""
                        select i.bulk_id, i.position, b.workspace, i.subject_id, i.change, i.only_at, b.by_whom
                        from bulk_item i join bulk_change b using (bulk_id)
                        where i.state = 'pending'
                          and (not i.last or not exists (
                            select 1 from bulk_item e
                            where e.bulk_id = i.bulk_id and e.state = 'pending' and e.position < i.position))
                        order by i.position, i.bulk_id limit ?
                        """)
                .param(limit)
                .query((row, n) -> new Item(
                        row.getString("bulk_id"),
                        row.getInt("position"),
                        new WorkspaceKey(row.getString("workspace")),
                        row.getString("subject_id"),
                        json.readValue(row.getString("change"), Change.class),
                        row.getObject("only_at", Long.class),
                        json.readValue(row.getString("by_whom"), Actor.class)))
                .list();
    }

    /** Whether the item is still to be done; until the transaction ends, nobody else finds that it is. */
    boolean isPending(Item item) {
        return jdbc.sql("select state from bulk_item where bulk_id = ? and position = ? for update")
                .params(item.bulkId(), item.position())
                .query(String.class)
                .single()
                .equals("pending");
    }

    /** Tells, with the step that changed the ticket, that it is done. */
    void done(Streams streams, Item item, long version, @Nullable Change inverse) {
        streams.write(
                """
                update bulk_item set state = 'done', version = ?, inverse = ? where bulk_id = ? and position = ?
                """,
                Set.of(item.key()),
                version,
                new SqlParameterValue(Types.VARCHAR, inverse == null ? null : text(inverse)),
                item.bulkId(),
                item.position());
    }

    /** Tells, with the step that removed it, what is gone. */
    void erased(Streams streams, Item item, ErasureSteps.Removed removed) {
        streams.write(
                "update bulk_item set state = 'done', removed = ? where bulk_id = ? and position = ?",
                Set.of(item.key()),
                json.writeValueAsString(removed),
                item.bulkId(),
                item.position());
    }

    private ErasureSteps.@Nullable Removed removed(@Nullable String text) {
        return text == null ? null : json.readValue(text, ErasureSteps.Removed.class);
    }

    /** Tells that the ticket stays as it is. */
    void ended(Item item, String state, String problem, String detail) {
        jdbc.sql("""
                        update bulk_item set state = ?, problem = ?, detail = ?
                        where bulk_id = ? and position = ? and state = 'pending'
                        """)
                .params(state, problem, detail, item.bulkId(), item.position())
                .update();
    }

    void finish() {
        jdbc.sql("""
                        update bulk_change b set finished_at = now() where finished_at is null
                        and not exists (select 1 from bulk_item i where i.bulk_id = b.bulk_id and i.state = 'pending')
                        """).update();
    }

    /** What can be undone, in order. */
    List<Undoable> undoable(String bulkId) {
        return jdbc.sql("""
                        select subject_id, version, inverse from bulk_item
                        where bulk_id = ? and state = 'done' and inverse is not null order by position
                        """)
                .param(bulkId)
                .query((row, n) -> new Undoable(
                        row.getString("subject_id"),
                        row.getLong("version"),
                        json.readValue(row.getString("inverse"), Change.class)))
                .list();
    }

    Optional<String> undoOf(String bulkId) {
        return jdbc.sql("select bulk_id from bulk_change where undo_of = ?")
                .param(bulkId)
                .query(String.class)
                .optional();
    }

    /**
     * The bulk change, with its items; empty where it is not the workspace's. The items are read after it: of one that
     * has ended, none is pending.
     */
    Optional<Bulk> find(WorkspaceKey workspace, String bulkId) {
        return jdbc.sql("""
                        select bulk_id, change, undo_of, created_at, finished_at from bulk_change
                        where bulk_id = ? and workspace = ?
                        """)
                .params(bulkId, workspace.value())
                .query((row, n) -> bulk(row))
                .optional()
                .map(bulk -> bulk.with(items(bulkId)));
    }

    private List<Bulk.Item> items(String bulkId) {
        return jdbc.sql("""
                        select subject_id, change, state, version, problem, detail, removed from bulk_item
                        where bulk_id = ? order by position
                        """)
                .param(bulkId)
                .query((row, n) -> new Bulk.Item(
                        row.getString("subject_id"),
                        json.readValue(row.getString("change"), Change.class),
                        row.getString("state"),
                        row.getObject("version", Long.class),
                        row.getString("problem"),
                        row.getString("detail"),
                        removed(row.getString("removed"))))
                .list();
    }

    private Bulk bulk(ResultSet row) throws SQLException {
        OffsetDateTime finished = row.getObject("finished_at", OffsetDateTime.class);
        Instant created = row.getObject("created_at", OffsetDateTime.class).toInstant();
        return new Bulk(
                row.getString("bulk_id"),
                json.readValue(row.getString("change"), Change.class),
                row.getString("undo_of"),
                created,
                finished == null ? null : finished.toInstant(),
                0,
                0,
                0,
                0,
                List.of());
    }

    /** Forgets bulk changes that ended long ago; true when there may be more. */
    boolean forgetOld() {
        return jdbc.sql("""
                        delete from bulk_change where bulk_id = any(array(
                          select bulk_id from bulk_change
                          where created_at < now() - interval '30 days' and finished_at is not null limit 100))
                        """).update() == 100;
    }
}
