package dev.handover.channel.email.intake;

import dev.handover.channel.content.InboundContents;
import dev.handover.channel.content.Incoming;
import dev.handover.channel.contract.InboundEvent.Attachment;
import dev.handover.channel.contract.InboundEvent.AttachmentState;
import dev.handover.channel.email.mime.MailAttachment;
import dev.handover.channel.email.mime.MailAttachment.Kind;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/** Raw messages and their parts into the database. */
final class InboundStore {

    private final JdbcTemplate jdbc;
    private final InboundContents contents;

    InboundStore(JdbcTemplate jdbc, InboundContents contents) {
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
                            issues, received_at, raw_bytes, reading)
                        values (?, ?, ?, 'email', ?, ?, ?, ?, ?, ?)
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
                        prepared.raw().length(),
                        InboundMapping.reading(prepared.mail()))
                .stream()
                .findFirst();
    }

    /** When the mail came in. */
    Instant receivedAt(UUID messageId) {
        return Objects.requireNonNull(jdbc.queryForObject(
                        "select received_at from inbound_message where message_id = ?",
                        OffsetDateTime.class,
                        messageId))
                .toInstant();
    }

    /** Notes what the mail is read as now, and tells whether that is something else than before. */
    boolean readAs(PreparedMail prepared) {
        return jdbc.update(
                        "update inbound_message set reading = ?, issues = ? where message_id = ?"
                                + " and reading is distinct from ?",
                        InboundMapping.reading(prepared.mail()),
                        InboundMapping.issues(prepared.mail(), false).toArray(String[]::new),
                        prepared.identity().messageId(),
                        InboundMapping.reading(prepared.mail()))
                == 1;
    }

    /** What of the message still waits for Kafka, parked or not, is not published any more. */
    void withdraw(UUID messageId) {
        jdbc.update("delete from outbox where headers ->> 'ce_id' = ?", messageId.toString());
    }

    /** References to the attachments that are kept of a message. */
    List<Attachment> attachments(UUID messageId) {
        return jdbc.query(
                """
                select attachment_id, name, content_type, size_bytes, inline, content_id, reason,
                  case state when 'SCANNING' then 'PENDING' else state end as state
                from attachment
                where message_id = ? order by position
                """,
                (row, n) -> new Attachment(
                        row.getString("attachment_id"),
                        row.getString("name"),
                        row.getString("content_type"),
                        row.getLong("size_bytes"),
                        row.getBoolean("inline"),
                        row.getString("content_id"),
                        AttachmentState.valueOf(row.getString("state")),
                        row.getString("reason")),
                messageId);
    }

    /** Keeps the source and the attachments, and gives the references to these. */
    List<Attachment> keepContent(PreparedMail prepared) {
        return contents.keep(brought(prepared), prepared.ahead());
    }

    /** Stores what is not stored in the transaction. */
    Map<Integer, String> ahead(PreparedMail prepared) {
        return contents.ahead(brought(prepared));
    }

    private static InboundContents.Brought brought(PreparedMail prepared) {
        return new InboundContents.Brought(
                prepared.identity().messageId(),
                prepared.account().workspace(),
                "email",
                () -> prepared.raw().stream(),
                prepared.mail().attachments().stream()
                        .map(InboundStore::incoming)
                        .toList());
    }

    private static Incoming incoming(MailAttachment attachment) {
        return new Incoming(
                attachment.name(),
                attachment.contentType(),
                attachment.inline(),
                attachment.contentId(),
                attachment.size(),
                attachment.kind() == Kind.FILE,
                attachment.kind() == Kind.SOURCE ? Optional.empty() : Optional.of(attachment.content()::open));
    }
}
