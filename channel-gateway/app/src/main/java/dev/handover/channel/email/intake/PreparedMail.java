package dev.handover.channel.email.intake;

import dev.handover.channel.email.EmailAccount;
import dev.handover.channel.email.mime.ByteRange;
import dev.handover.channel.email.mime.ParsedMail;
import dev.handover.channel.email.thread.MailIdentity;
import java.time.Instant;

/** A mail that has been read and not yet stored; to be stored while its source is open. */
public record PreparedMail(
        EmailAccount account, ByteRange raw, ParsedMail mail, MailIdentity identity, Instant receivedAt) {}
