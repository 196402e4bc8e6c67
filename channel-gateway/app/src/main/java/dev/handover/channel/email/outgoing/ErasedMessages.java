package dev.handover.channel.email.outgoing;

import dev.handover.channel.content.ErasedContents;
import java.util.Collection;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Removes what was said in messages that are erased: sources, attachments and replies. That a message came in stays
 * known by its id, so that it stays unseen when it is delivered again.
 */
final class ErasedMessages {
    private final JdbcClient jdbc;
    private final ErasedContents contents;

    ErasedMessages(JdbcClient jdbc, ErasedContents contents) {
        this.jdbc = jdbc;
        this.contents = contents;
    }

    /** Needs the transaction of the events that tell of it. */
    void remove(Collection<UUID> messages) {
        UUID[] ids = messages.toArray(UUID[]::new);
        contents.remove(messages);
        jdbc.sql("""
                        update inbound_message set raw = null, raw_bytes = null, external_id = null, thread_key = '',
                          issues = '{}', reading = null where message_id = any(?)
                        """).param(ids).update();
        jdbc.sql("delete from outgoing_message where message_id = any(?)")
                .param(ids)
                .update();
    }
}
