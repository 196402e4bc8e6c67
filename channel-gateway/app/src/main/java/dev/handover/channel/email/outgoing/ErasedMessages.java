package dev.handover.channel.email.outgoing;

import java.util.Collection;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Removes what was said in messages that are erased: sources, attachments and replies. That a message came in stays
 * known by its id, so that it stays unseen when it is delivered again.
 */
final class ErasedMessages {
    private final JdbcClient jdbc;

    ErasedMessages(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Needs the transaction of the events that tell of it. */
    void remove(Collection<UUID> messages) {
        UUID[] ids = messages.toArray(UUID[]::new);
        jdbc.sql("delete from attachment where message_id = any(?)").param(ids).update();
        jdbc.sql("delete from content_chunk where message_id = any(?)")
                .param(ids)
                .update();
        jdbc.sql("""
                        update inbound_message set raw = null, raw_bytes = null, external_id = null, thread_key = '',
                          issues = '{}' where message_id = any(?)
                        """).param(ids).update();
        jdbc.sql("delete from outgoing_message where message_id = any(?)")
                .param(ids)
                .update();
    }
}
