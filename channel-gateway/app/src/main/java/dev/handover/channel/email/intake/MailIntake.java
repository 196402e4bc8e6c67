package dev.handover.channel.email.intake;

import dev.handover.channel.content.InboundContents;
import dev.handover.channel.contract.ChannelTopics;
import dev.handover.channel.contract.InboundEvent;
import dev.handover.channel.delivery.Deliveries;
import dev.handover.channel.email.EmailAccount;
import dev.handover.channel.email.EmailMeters;
import dev.handover.channel.email.mime.AutomaticKind;
import dev.handover.channel.email.mime.ByteRange;
import dev.handover.channel.email.mime.MailIssue;
import dev.handover.channel.email.mime.MailParser;
import dev.handover.channel.email.mime.ParsedMail;
import dev.handover.channel.email.thread.MailIdentity;
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
    private final Deliveries deliveries;
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
        this.deliveries = deliveries;
        this.meters = meters;
        this.clock = clock;
    }

    /** What became of a mail. */
    public record Taken(UUID messageId, boolean duplicate) {}

    /** Reads a mail, which is to be kept open until it is stored. */
    public PreparedMail prepare(EmailAccount account, SpooledMail source) {
        ByteRange raw = source.bytes();
        ParsedMail mail = source.truncated() ? parser.parseTruncated(raw) : parser.parse(raw);
        PreparedMail prepared = new PreparedMail(account, raw, mail, MailIdentity.of(account.id(), mail, raw), now());
        return prepared.ahead(store.ahead(prepared));
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
        InboundEvent.InboundMessage message = InboundMapping.message(prepared, store.keepContent(prepared), issues);
        String thread = ChannelTopics.inboundKey(
                prepared.account().id(), prepared.identity().threadKey());
        outbox.add(
                CODEC,
                ChannelTopics.INBOUND,
                thread,
                new Envelope(
                        messageId.toString(),
                        thread,
                        prepared.account().workspace(),
                        0,
                        prepared.receivedAt(),
                        null,
                        messageId.toString(),
                        LogContext.trace().text()),
                message);
        bounce(prepared);
        meters.taken(way, false);
        issues.forEach(meters::issue);
        return new Taken(messageId, false);
    }

    /** A bounce tells that a reply of ours did not arrive after all. */
    private void bounce(PreparedMail prepared) {
        if (prepared.mail().automatic() == AutomaticKind.BOUNCE
                && !prepared.mail().issues().contains(MailIssue.SOURCE_TRUNCATED)) {
            InboundMapping.ownMessages(prepared.mail(), prepared.account()).stream()
                    .findFirst()
                    .ifPresent(id -> deliveries.bounced(id, prepared.account().workspace(), "email"));
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
