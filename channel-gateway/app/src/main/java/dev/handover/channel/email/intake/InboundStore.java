package dev.handover.channel.email.intake;

import dev.handover.channel.contract.InboundEvent.Attachment;
import dev.handover.channel.contract.InboundEvent.AttachmentState;
import dev.handover.channel.email.mime.MailAttachment;
import dev.handover.channel.email.mime.MailAttachment.Kind;
import dev.handover.channel.email.storage.ChunkWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/** Raw messages and their parts into the database. */
final class InboundStore {

    private final JdbcTemplate jdbc;

    InboundStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Keeps the mail, once.
     *
     * @return whether another mail of the account has the same Message-ID; empty when this mail is here already
     */
    Optional<Boolean> keep(PreparedMail prepared, List<String> issues) {
        return jdbc
                .queryForList(
                        """
                        insert into inbound_message (message_id, workspace, account_id, channel, external_id, thread_key,
                            issues, received_at, raw_bytes)
                        values (?, ?, ?, 'email', ?, ?, ?, ?, ?)
                        on conflict do nothing
                        returning exists (
                            select 1 from inbound_message o
                            where o.account_id = inbound_message.account_id
                              and md5(o.external_id) = md5(inbound_message.external_id)
                              and o.message_id <> inbound_message.message_id)
                        """,
                        Boolean.class,
                        prepared.identity().messageId(),
                        prepared.account().workspace(),
                        prepared.account().id(),
                        prepared.mail().messageId().orElse(null),
                        prepared.identity().threadKey(),
                        issues.toArray(String[]::new),
                        prepared.receivedAt().atOffset(ZoneOffset.UTC),
                        prepared.raw().length())
                .stream()
                .findFirst();
    }

    /** Keeps the source and the attachments, and gives the references to these. */
    List<Attachment> keepContent(PreparedMail prepared) {
        List<Attachment> references = keepAttachments(prepared);
        ChunkWriter chunks = new ChunkWriter(jdbc, prepared.identity().messageId());
        int position = 0;
        try {
            add(chunks, ChunkWriter.RAW, prepared.raw().stream());
            for (MailAttachment attachment : prepared.mail().attachments()) {
                if (attachment.kind() != Kind.SOURCE) {
                    add(chunks, position, attachment.content().open());
                }
                position++;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a mail that was read once is read again", e);
        }
        chunks.flush();
        return references;
    }

    private static void add(ChunkWriter chunks, int part, InputStream content) throws IOException {
        try (content) {
            chunks.add(part, content);
        }
    }

    private List<Attachment> keepAttachments(PreparedMail prepared) {
        List<Attachment> references = new ArrayList<>();
        List<Object[]> rows = new ArrayList<>();
        for (MailAttachment attachment : prepared.mail().attachments()) {
            int position = rows.size();
            UUID id = UUID.nameUUIDFromBytes(
                    (prepared.identity().messageId() + "/" + position).getBytes(StandardCharsets.UTF_8));
            String contentId = attachment.contentId().orElse(null);
            rows.add(new Object[] {
                id,
                prepared.identity().messageId(),
                prepared.account().workspace(),
                position,
                attachment.name(),
                attachment.contentType(),
                attachment.inline(),
                contentId,
                attachment.size(),
                attachment.kind() == Kind.SOURCE ? ChunkWriter.RAW : position
            });
            references.add(new Attachment(
                    id.toString(),
                    attachment.name(),
                    attachment.contentType(),
                    attachment.size(),
                    attachment.inline(),
                    contentId,
                    AttachmentState.STORED,
                    null));
        }
        if (!rows.isEmpty()) {
            jdbc.batchUpdate("""
                    insert into attachment (attachment_id, message_id, workspace, position, name, content_type, inline,
                        content_id, size_bytes, content_part)
                    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """, rows);
        }
        return references;
    }
}
