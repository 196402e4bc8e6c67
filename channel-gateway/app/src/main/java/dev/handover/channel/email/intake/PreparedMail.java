package dev.handover.channel.email.intake;

import dev.handover.channel.content.ByteRange;
import dev.handover.channel.email.EmailAccount;
import dev.handover.channel.email.mime.ParsedMail;
import dev.handover.channel.email.thread.MailIdentity;
import java.time.Instant;
import java.util.Map;

/**
 * A mail that has been read and not yet stored; to be stored while its source is open.
 *
 * @param ahead hashes of contents that lie in a store outside of the database already, by part
 */
public record PreparedMail(
        EmailAccount account,
        ByteRange raw,
        ParsedMail mail,
        MailIdentity identity,
        Instant receivedAt,
        Map<Integer, String> ahead) {

    PreparedMail(EmailAccount account, ByteRange raw, ParsedMail mail, MailIdentity identity, Instant receivedAt) {
        this(account, raw, mail, identity, receivedAt, Map.of());
    }

    PreparedMail ahead(Map<Integer, String> hashes) {
        return new PreparedMail(account, raw, mail, identity, receivedAt, hashes);
    }
}
