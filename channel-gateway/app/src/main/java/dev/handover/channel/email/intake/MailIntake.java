package dev.handover.channel.email.intake;

import dev.handover.channel.content.ByteRange;
import dev.handover.channel.content.InboundContents;
import dev.handover.channel.content.SpooledContent;
import dev.handover.channel.contract.ChannelTopics;
import dev.handover.channel.contract.InboundEvent;
import dev.handover.channel.delivery.Deliveries;
import dev.handover.channel.email.EmailAccount;
import dev.handover.channel.email.EmailMeters;
import dev.handover.channel.email.mime.MailParser;
import dev.handover.channel.email.mime.ParsedMail;
import dev.handover.channel.email.thread.MailIdentity;
import dev.handover.channel.receipt.Reparse.Reread;
import dev.handover.foundation.kafka.Envelope;
import dev.handover.foundation.kafka.EventCodec;
import dev.handover.foundation.outbox.Outbox;
import dev.handover.foundation.trace.LogContext;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/** Takes mails in: reads them without a transaction, then keeps and publishes each once, in the caller's transaction. */
public final class MailIntake {

    private static final EventCodec<InboundEvent> CODEC = new EventCodec<>(InboundEvent.TYPES);

    private final MailParser parser;
    private final InboundStore store;
    private final Outbox outbox;
    private final Reports reports;
    private final EmailMeters meters;
    private final Clock clock;

    public MailIntake(
            MailParser parser,
            JdbcTemplate jdbc,
            InboundContents contents,
            Outbox outbox,
            Deliveries deliveries,
            EmailMeters meters,
            Clock clock) {
        this.parser = parser;
        this.store = new InboundStore(jdbc, contents);
        this.outbox = outbox;
        this.reports = new Reports(deliveries);
        this.meters = meters;
        this.clock = clock;
    }

    /** What became of a mail. */
    public record Taken(UUID messageId, boolean duplicate) {}

    /** Reads a mail, which is to be kept open until it is stored. */
    public PreparedMail prepare(EmailAccount account, SpooledContent source) {
        PreparedMail prepared = read(account, source);
        return prepared.ahead(store.ahead(prepared));
    }

    private PreparedMail read(EmailAccount account, SpooledContent source) {
        ByteRange raw = source.bytes();
        ParsedMail mail = source.truncated() ? parser.parseTruncated(raw) : parser.parse(raw);
        return new PreparedMail(account, raw, mail, MailIdentity.of(account.id(), mail, raw), now());
    }

    /** The same mail with its source alone, for one whose content the database refuses; its identity stays. */
    public PreparedMail sourceOnly(PreparedMail mail) {
        return new PreparedMail(
                mail.account(),
                mail.raw(),
                parser.sourceOnly(mail.raw()),
                mail.identity(),
                mail.receivedAt(),
                mail.ahead());
    }

    /** Keeps and publishes the mail unless it is here already; needs a transaction. */
    public Taken store(PreparedMail prepared, String way) {
        UUID messageId = prepared.identity().messageId();
        Optional<Boolean> reused = store.keep(prepared, InboundMapping.issues(prepared.mail(), false));
        if (reused.isEmpty()) {
            meters.taken(way, true);
            return new Taken(messageId, true);
        }
        List<String> issues = InboundMapping.issues(prepared.mail(), reused.get());
        publish(prepared, messageId, InboundMapping.message(prepared, store.keepContent(prepared), issues));
        reports.apply(prepared);
        meters.taken(way, false);
        issues.forEach(meters::issue);
        return new Taken(messageId, false);
    }

    private void publish(PreparedMail prepared, UUID eventId, InboundEvent event) {
        String thread = ChannelTopics.inboundKey(
                prepared.account().id(), prepared.identity().threadKey());
        outbox.add(
                CODEC,
                ChannelTopics.INBOUND,
                thread,
                new Envelope(
                        eventId.toString(),
                        thread,
                        prepared.account().workspace(),
                        0,
                        prepared.receivedAt(),
                        null,
                        prepared.identity().messageId().toString(),
                        LogContext.trace().text()),
                event);
    }

    /** Reads a mail that is kept already; it stays the message that it was. */
    PreparedMail prepareAgain(EmailAccount account, SpooledContent source, UUID messageId) {
        PreparedMail read = read(account, source);
        return new PreparedMail(
                account,
                read.raw(),
                read.mail(),
                new MailIdentity(messageId, read.identity().threadKey()),
                store.receivedAt(messageId));
    }

    /**
     * Publishes what a mail that is kept already says now: as the message itself, in the place of what is still waiting
     * for Kafka, or as a change of it where ticket-service has it. Its attachments stay those that were stored. Needs a
     * transaction.
     */
    Reread again(PreparedMail prepared, boolean seen) {
        UUID messageId = prepared.identity().messageId();
        List<String> issues = InboundMapping.issues(prepared.mail(), false);
        boolean changed = store.readAs(prepared);
        if (!seen) {
            store.withdraw(messageId);
            publish(prepared, messageId, InboundMapping.message(prepared, store.attachments(messageId), issues));
        } else if (changed) {
            InboundEvent.MessageEdited edited = InboundMapping.edited(prepared, now());
            publish(prepared, UUID.fromString(edited.editId()), edited);
        }
        return new Reread(changed, issues);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
