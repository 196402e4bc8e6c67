package dev.handover.channel.content;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Removes sources and attachments of messages that are erased, wherever they lie. */
public final class ErasedContents {

    private final JdbcClient jdbc;
    private final ContentStores stores;

    public ErasedContents(JdbcClient jdbc, ContentStores stores) {
        this.jdbc = jdbc;
        this.stores = stores;
    }

    /** With the caller's transaction: messages that came in, and replies with what was uploaded for them. */
    public void remove(Collection<UUID> messages) {
        UUID[] ids = messages.toArray(UUID[]::new);
        Map<String, List<ContentKey>> gone = new HashMap<>();
        jdbc.sql("""
                        select content_store, coalesce(message_id, attachment_id) as owner, content_part as part
                        from attachment where message_id = any(?) or reply_id = any(?)
                        union
                        select content_store, message_id, -1 from inbound_message where message_id = any(?)
                        """).params(ids, ids, ids).query(row -> {
            gone.computeIfAbsent(row.getString("content_store"), _ -> new ArrayList<>())
                    .add(new ContentKey(row.getObject("owner", UUID.class), row.getInt("part")));
        });
        gone.forEach(stores::delete);
        jdbc.sql("delete from attachment where message_id = any(?) or reply_id = any(?)")
                .params(ids, ids)
                .update();
    }
}
