package dev.handover.channel.email.intake;

import dev.handover.channel.content.InboundContents;
import dev.handover.channel.content.Incoming;
import dev.handover.channel.contract.InboundEvent.Attachment;
import dev.handover.channel.email.mime.MailAttachment;
import dev.handover.channel.email.mime.MailAttachment.Kind;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
