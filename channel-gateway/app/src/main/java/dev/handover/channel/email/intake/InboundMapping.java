package dev.handover.channel.email.intake;

import dev.handover.channel.contract.InboundEvent.Attachment;
import dev.handover.channel.contract.InboundEvent.Authentication;
import dev.handover.channel.contract.InboundEvent.AuthenticationResult;
import dev.handover.channel.contract.InboundEvent.InboundMessage;
import dev.handover.channel.contract.InboundEvent.MessageEdited;
import dev.handover.channel.contract.InboundEvent.Span;
import dev.handover.channel.email.EmailAccount;
import dev.handover.channel.email.mime.AutomaticKind;
import dev.handover.channel.email.mime.MailAddress;
import dev.handover.channel.email.mime.MailIssue;
import dev.handover.channel.email.mime.ParsedMail;
import dev.handover.channel.email.mime.SenderCheck;
import dev.handover.channel.email.thread.OwnMessageId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A mail in the words of the contract. */
final class InboundMapping {

    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);
    private static final int MAX_RECIPIENTS = 100;
    private static final int MAX_OWN = 100;
    private static final Pattern TICKET_NUMBER = Pattern.compile("\\[#(\\d{1,15})]");

    private InboundMapping() {}

    static InboundMessage message(PreparedMail prepared, List<Attachment> attachments, List<String> issues) {
        ParsedMail mail = prepared.mail();
        EmailAccount account = prepared.account();
        return new InboundMessage(
                prepared.identity().messageId().toString(),
                account.id(),
                "email",
                mail.messageId().orElse(null),
                mail.sender().map(s -> s.address().toLowerCase(Locale.ROOT)).orElse(""),
                mail.sender().map(MailAddress::name).filter(n -> !n.isBlank()).orElse(null),
                recipients(mail).limit(MAX_RECIPIENTS).toList(),
                mail.subject(),
                mail.text(),
                mail.html().isBlank() ? null : mail.html(),
                mail.spans().stream()
                        .map(s -> new Span(s.kind().name(), s.start(), s.end()))
                        .toList(),
                attachments,
                automatic(kind(mail, account)),
                mail.inReplyTo().isEmpty() ? null : mail.inReplyTo().getFirst(),
                mail.references(),
                account.ticketOf(Stream.concat(
                                        recipients(mail),
                                        mail.deliveredTo().stream().map(MailAddress::address))
                                .toList())
                        .map(UUID::toString)
                        .orElse(null),
                ownMessages(mail, account).stream().map(UUID::toString).toList(),
                ticketNumber(mail.subject()),
                issues,
                authentication(mail.senderCheck()),
                occurredAt(mail, prepared.receivedAt()),
                prepared.receivedAt(),
                kind(mail, account) == AutomaticKind.COMPLAINT ? true : null);
    }

    /** The same message, read again. */
    static MessageEdited edited(PreparedMail prepared, Instant now) {
        ParsedMail mail = prepared.mail();
        String messageId = prepared.identity().messageId().toString();
        return new MessageEdited(
                UUID.nameUUIDFromBytes((messageId + "/" + reading(mail)).getBytes(StandardCharsets.UTF_8))
                        .toString(),
                prepared.account().id(),
                "email",
                mail.messageId().orElse(""),
                mail.text(),
                mail.html().isBlank() ? null : mail.html(),
                now,
                messageId);
    }

    /** SHA-256 of text and HTML, in hex. */
    static String reading(ParsedMail mail) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(mail.text().getBytes(StandardCharsets.UTF_8));
            sha.update((byte) 0);
            return HexFormat.of().formatHex(sha.digest(mail.html().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    /** Codes of what was wrong, in a fixed order. */
    static List<String> issues(ParsedMail mail, boolean messageIdReused) {
        Stream<MailIssue> all = Stream.concat(
                mail.issues().stream(), messageIdReused ? Stream.of(MailIssue.MESSAGE_ID_REUSED) : Stream.of());
        return all.distinct().sorted().map(MailIssue::code).toList();
    }

    /** Our messages that this mail answers or, where it is a report, is about. */
    static List<UUID> ownMessages(ParsedMail mail, EmailAccount account) {
        List<String> direct = new ArrayList<>(mail.reportedIds());
        direct.addAll(mail.inReplyTo());
        List<UUID> own = OwnMessageId.among(direct, mail.references(), account.domain());
        return own.subList(0, Math.min(own.size(), MAX_OWN));
    }

    static AutomaticKind kind(ParsedMail mail, EmailAccount account) {
        boolean echo = mail.messageId()
                .flatMap(id -> OwnMessageId.messageOf(id, account.domain()))
                .isPresent();
        return echo ? AutomaticKind.OWN_ECHO : mail.automatic();
    }

    /** The contract's name: what a person wrote to a list is a person's. */
    private static String automatic(AutomaticKind kind) {
        return switch (kind) {
            case NONE, LIST -> "NONE";
            case AUTO_REPLY, AUTO_GENERATED -> "AUTO_REPLY";
            case COMPLAINT -> AutomaticKind.DELIVERY_REPORT.name();
            case OUT_OF_OFFICE, BOUNCE, DELIVERY_REPORT, OWN_ECHO -> kind.name();
        };
    }

    private static Authentication authentication(SenderCheck found) {
        AuthenticationResult result = switch (found.verdict()) {
            case PASS -> AuthenticationResult.PASS;
            case FAIL -> AuthenticationResult.FAIL;
            case UNKNOWN -> AuthenticationResult.UNKNOWN;
        };
        return new Authentication(
                result,
                found.spf().orElse(null),
                found.dkim().orElse(null),
                found.dmarc().orElse(null));
    }

    private static Stream<String> recipients(ParsedMail mail) {
        return Stream.concat(mail.to().stream(), mail.cc().stream())
                .map(a -> a.address().toLowerCase(Locale.ROOT))
                .distinct();
    }

    private static @Nullable Long ticketNumber(String subject) {
        Matcher number = TICKET_NUMBER.matcher(subject);
        return number.find() ? Long.valueOf(number.group(1)) : null;
    }

    private static Instant occurredAt(ParsedMail mail, Instant receivedAt) {
        return mail.date()
                .filter(d -> !d.isAfter(receivedAt) && d.isAfter(receivedAt.minus(CLOCK_TOLERANCE)))
                .orElse(receivedAt);
    }
}
