package dev.handover.channel.email.intake;

import dev.handover.channel.contract.InboundEvent.Attachment;
import dev.handover.channel.email.mime.MailAttachment;
import dev.handover.channel.email.mime.MailAttachment.Kind;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Raw messages and their parts in the database. */
final class InboundStore {

    private final JdbcClient jdbc;

    InboundStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Keeps the mail, once.
     *
     * @return whether another mail of the account has the same Message-ID; empty when this mail is here already
     */
    Optional<Boolean> keep(PreparedMail prepared, List<String> issues) {
        return jdbc.sql("""
                        insert into inbound_message
                            (message_id, workspace, account_id, channel, external_id, thread_key, issues, received_at, raw)
                        values (?, ?, ?, 'email', ?, ?, ?, ?, ?)
                        on conflict do nothing
                        returning exists (
                            select 1 from inbound_message o
                            where o.account_id = inbound_message.account_id
                              and md5(o.external_id) = md5(inbound_message.external_id)
                              and o.message_id <> inbound_message.message_id)
                        """)
                .params(Arrays.asList(
                        prepared.identity().messageId(),
                        prepared.account().workspace(),
                        prepared.account().id(),
                        prepared.mail().messageId().orElse(null),
                        prepared.identity().threadKey(),
                        issues.toArray(String[]::new),
                        prepared.receivedAt().atOffset(ZoneOffset.UTC),
                        prepared.raw()))
                .query(Boolean.class)
                .optional();
    }

    /** Keeps the parts and gives the references to them. */
    List<Attachment> keepAttachments(PreparedMail prepared) {
        List<Attachment> references = new ArrayList<>();
        int position = 0;
        for (MailAttachment attachment : prepared.mail().attachments()) {
            UUID id = UUID.nameUUIDFromBytes(
                    (prepared.identity().messageId() + "/" + position).getBytes(StandardCharsets.UTF_8));
            jdbc.sql("""
                            insert into attachment (attachment_id, message_id, workspace, position, name, content_type,
                                inline, content_id, size_bytes, content)
                            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                            """)
                    .params(Arrays.asList(
                            id,
                            prepared.identity().messageId(),
                            prepared.account().workspace(),
                            position,
                            attachment.name(),
                            attachment.contentType(),
                            attachment.inline(),
                            attachment.contentId().orElse(null),
                            (long) attachment.size(),
                            attachment.kind() == Kind.SOURCE ? null : attachment.content()))
                    .update();
            references.add(new Attachment(
                    id.toString(),
                    attachment.name(),
                    attachment.contentType(),
                    attachment.size(),
                    attachment.inline(),
                    attachment.contentId().orElse(null)));
            position++;
        }
        return references;
    }
}
