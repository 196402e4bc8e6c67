package dev.handover.channel.email.mime;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a mail says, decoded. Texts have {@code \n} line ends and hold neither U+0000 nor lone surrogates.
 *
 * @param sender From, else Sender, else Return-Path; empty where none of them holds an address
 * @param rawDate the Date header as sent, for the mail's identity
 * @param messageId with angle brackets, as sent
 * @param inReplyTo ids with angle brackets
 * @param references ids with angle brackets, oldest first
 * @param reportedIds Message-IDs inside the mails and headers that a report encloses: what a bounce is about
 * @param report what a machine tells about another mail
 * @param senderCheck whether it comes from the domain that it says
 * @param text plain text, at most the limit; made from the HTML where the mail has no plain text
 * @param html sanitised HTML that loads nothing from elsewhere; empty where the mail has none
 * @param spans touch, and cover the whole text
 * @param contentDigest SHA-256 of the decoded parts, in lower-case hex: the same whatever way the mail travelled
 */
public record ParsedMail(
        String subject,
        Optional<MailAddress> sender,
        List<MailAddress> replyTo,
        List<MailAddress> to,
        List<MailAddress> cc,
        List<MailAddress> deliveredTo,
        Optional<Instant> date,
        String rawDate,
        Optional<String> messageId,
        List<String> inReplyTo,
        List<String> references,
        List<String> reportedIds,
        Optional<MailReport> report,
        SenderCheck senderCheck,
        String text,
        String html,
        List<TextSpan> spans,
        List<MailAttachment> attachments,
        AutomaticKind automatic,
        Set<MailIssue> issues,
        String contentDigest) {

    public ParsedMail {
        replyTo = List.copyOf(replyTo);
        to = List.copyOf(to);
        cc = List.copyOf(cc);
        deliveredTo = List.copyOf(deliveredTo);
        inReplyTo = List.copyOf(inReplyTo);
        references = List.copyOf(references);
        reportedIds = List.copyOf(reportedIds);
        spans = List.copyOf(spans);
        attachments = List.copyOf(attachments);
        issues = Set.copyOf(issues);
    }

    /** The same with one more issue, and these attachments. */
    ParsedMail with(MailIssue issue, List<MailAttachment> attachments) {
        EnumSet<MailIssue> more = EnumSet.of(issue);
        more.addAll(issues);
        return new ParsedMail(
                subject,
                sender,
                replyTo,
                to,
                cc,
                deliveredTo,
                date,
                rawDate,
                messageId,
                inReplyTo,
                references,
                reportedIds,
                report,
                senderCheck,
                text,
                html,
                spans,
                attachments,
                automatic,
                more,
                contentDigest);
    }
}
