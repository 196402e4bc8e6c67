package dev.handover.channel.content;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Objects that are to go from stores that have no part in our transactions. What is put there is noted first, due after an
 * hour, and struck off in the transaction that makes it stay: when that fails, nothing is left behind for long.
 */
final class ContentRemovals {

    /** Longer than any transaction takes that needs what was put. */
    private static final Duration GRACE = Duration.ofHours(1);

    private static final int REMOVED_AT_ONCE = 200;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate own;

    ContentRemovals(JdbcTemplate jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.own = new TransactionTemplate(transactions);
        this.own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** These are about to be put; noted for good when this returns. */
    void expect(String store, Collection<ContentKey> keys) {
        own.executeWithoutResult(_ -> note(store, keys, GRACE));
    }

    /** These are to go; with the caller's transaction. */
    void add(String store, Collection<ContentKey> keys) {
        note(store, keys, Duration.ZERO);
    }

    private void note(String store, Collection<ContentKey> keys, Duration grace) {
        jdbc.batchUpdate(
                """
                insert into content_removal (store, owner, part, due_at)
                values (?, ?, ?, now() + ? * interval '1 millisecond')
                on conflict (store, owner, part) do update set due_at = excluded.due_at
                """,
                keys.stream()
                        .map(key -> new Object[] {store, key.owner(), key.part(), grace.toMillis()})
                        .toList());
    }

    /** These are to stay; with the caller's transaction. */
    void strike(String store, Collection<ContentKey> keys) {
        int[] struck = jdbc.batchUpdate(
                "delete from content_removal where store = ? and owner = ? and part = ?",
                keys.stream()
                        .map(key -> new Object[] {store, key.owner(), key.part()})
                        .toList());
        if (Arrays.stream(struck).anyMatch(rows -> rows == 0)) {
            throw new TransientDataAccessResourceException("contents were put too long ago, and have gone");
        }
    }

    /**
     * Removes some that are due and that no row names.
     *
     * @param remove takes them from the store; what it throws leaves them for later
     * @return whether there may be more
     */
    boolean removeDue(String store, Consumer<List<ContentKey>> remove) {
        return Boolean.TRUE.equals(own.execute(_ -> {
            List<ContentKey> gone = new ArrayList<>();
            List<Boolean> due = jdbc.query(
                    """
                    with due as (
                        delete from content_removal where (store, owner, part) in (
                            select store, owner, part from content_removal where store = ? and due_at <= now()
                            limit ? for update skip locked)
                        returning store, owner, part)
                    select owner, part, exists (
                        select 1 from attachment a
                        where a.message_id = due.owner and a.content_part = due.part and a.content_store = due.store
                        union all
                        select 1 from attachment a
                        where a.attachment_id = due.owner and a.content_part = due.part and a.content_store = due.store
                          and a.message_id is null
                        union all
                        select 1 from inbound_message m
                        where m.message_id = due.owner and due.part = -1 and m.content_store = due.store
                          and m.raw_bytes is not null) as named
                    from due
                    """,
                    (row, n) -> {
                        boolean named = row.getBoolean("named");
                        if (!named) {
                            gone.add(new ContentKey(row.getObject("owner", UUID.class), row.getInt("part")));
                        }
                        return named;
                    },
                    store,
                    REMOVED_AT_ONCE);
            if (!gone.isEmpty()) {
                remove.accept(gone);
            }
            return due.size() == REMOVED_AT_ONCE;
        }));
    }
}
