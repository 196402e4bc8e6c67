package dev.handover.channel.email.intake;

import dev.handover.channel.content.Content;
import dev.handover.channel.content.Contents;
import dev.handover.channel.contract.InboundEvent.Attachment;
import dev.handover.channel.contract.InboundEvent.AttachmentState;
import dev.handover.channel.email.mime.MailAttachment;
import dev.handover.channel.email.mime.MailAttachment.Kind;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/** Raw messages and their parts into the database. */
final class InboundStore {

    private final JdbcTemplate jdbc;
    private final Contents contents;

    InboundStore(JdbcTemplate jdbc, Contents contents) {
        this.jdbc = jdbc;
        this.contents = contents;
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
        List<MailAttachment> attachments = prepared.mail().attachments();
        List<Content> kept = new ArrayList<>();
        kept.add(new Content(Content.RAW, () -> prepared.raw().stream()));
        for (int position = 0; position < attachments.size(); position++) {
            MailAttachment attachment = attachments.get(position);
            if (attachment.kind() != Kind.SOURCE) {
                kept.add(new Content(position, attachment.content()::open));
            }
        }
        Map<Integer, String> hashes = contents.put(prepared.identity().messageId(), kept);
        return keepAttachments(prepared, hashes);
    }

    private List<Attachment> keepAttachments(PreparedMail prepared, Map<Integer, String> hashes) {
        List<Attachment> references = new ArrayList<>();
        List<Object[]> rows = new ArrayList<>();
        for (MailAttachment attachment : prepared.mail().attachments()) {
            int position = rows.size();
            int part = attachment.kind() == Kind.SOURCE ? Content.RAW : position;
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
                part,
                hashes.get(part)
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
                        content_id, size_bytes, content_part, sha256)
                    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """, rows);
        }
        return references;
    }
}
