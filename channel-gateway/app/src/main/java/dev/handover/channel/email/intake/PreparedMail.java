package dev.handover.channel.email.intake;

import dev.handover.channel.email.EmailAccount;
import dev.handover.channel.email.mime.ParsedMail;
import dev.handover.channel.email.thread.MailIdentity;
import java.time.Instant;

/** A mail that has been read and not yet stored. */
public record PreparedMail(
        EmailAccount account, byte[] raw, ParsedMail mail, MailIdentity identity, Instant receivedAt) {}
