package dev.handover.channel.email.mime;

import dev.handover.channel.content.ByteRange;
import dev.handover.channel.email.mime.MailReport.Action;
import dev.handover.channel.email.mime.MailReport.RecipientStatus;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the parts of a report that are made for machines, field by field. */
final class ReportReader {

    private static final Pattern ID = Pattern.compile("<[^<>\\s]{1,998}>");
    private static final Pattern STATUS = Pattern.compile("[245]\\.\\d{1,3}\\.\\d{1,3}");
    private static final int MAX_RECIPIENTS = 100;
    private static final int MAX_GROUPS = 1_000;
    private static final int MAX_IDS = 100;
    private static final int MAX_DIAGNOSTIC = 500;

    private final MailLimits limits;
    private final List<MailPart> parts;

    ReportReader(MailLimits limits, List<MailPart> parts) {
        this.limits = limits;
        this.parts = parts;
    }

    /** The report in the structured parts, where there is one. */
    Optional<MailReport> report() {
        Optional<MailReport> complaint = of("message/feedback-report").map(this::complaint);
        return complaint.or(() -> of("message/delivery-status", "message/global-delivery-status")
                .map(part -> new MailReport.Delivery(recipients(part))));
    }

    private Optional<MailPart> of(String... types) {
        List<String> wanted = List.of(types);
        return parts.stream().filter(p -> wanted.contains(p.contentType())).findFirst();
    }

    private MailReport complaint(MailPart part) {
        HeaderSection fields = fields(part.content().range(limits.maxHeaderBytes()), 0);
        String type = text(fields, "feedback-type");
        Optional<String> recipient = Optional.of(text(fields, "original-rcpt-to"))
                .or(() -> Optional.of(text(fields, "final-recipient")))
                .map(ReportReader::address)
                .filter(a -> !a.isEmpty());
        return new MailReport.Complaint(type.isEmpty() ? "abuse" : type.toLowerCase(Locale.ROOT), recipient);
    }

    private List<RecipientStatus> recipients(MailPart part) {
        List<RecipientStatus> found = new ArrayList<>();
        for (HeaderSection group : groups(part)) {
            if (group.has("action") || group.has("final-recipient")) {
                recipient(group).filter(_ -> found.size() < MAX_RECIPIENTS).ifPresent(found::add);
            }
        }
        return found;
    }

    private static Optional<RecipientStatus> recipient(HeaderSection group) {
        String recipient = group.has("original-recipient") ? "original-recipient" : "final-recipient";
        Matcher status = STATUS.matcher(text(group, "status"));
        String code = status.find() ? status.group() : "";
        return action(text(group, "action"), code)
                .map(action -> new RecipientStatus(
                        address(text(group, recipient)), action, code, typed(text(group, "diagnostic-code"))));
    }

    /** Some servers leave the action out, or call it what they like; the status then tells. */
    private static Optional<Action> action(String named, String status) {
        String name = named.toUpperCase(Locale.ROOT);
        Optional<Action> known = Stream.of(Action.values())
                .filter(a -> name.startsWith(a.name()))
                .findFirst();
        return known.or(() -> switch (status.isEmpty() ? ' ' : status.charAt(0)) {
            case '2' -> Optional.of(Action.DELIVERED);
            case '4' -> Optional.of(Action.DELAYED);
            case '5' -> Optional.of(Action.FAILED);
            default -> Optional.empty();
        });
    }

    /** Groups of fields with empty lines between them. */
    private List<HeaderSection> groups(MailPart part) {
        ByteRange bytes = part.content().range(limits.maxHeaderBytes());
        List<HeaderSection> groups = new ArrayList<>();
        long at = 0;
        while (at < bytes.length() && groups.size() < MAX_GROUPS) {
            HeaderSection group = fields(bytes, at);
            groups.add(group);
            at = group.bodyStart() > at ? group.bodyStart() : Math.min(bytes.find('\n', at) + 1, bytes.length());
        }
        return groups;
    }

    private HeaderSection fields(ByteRange bytes, long from) {
        return HeaderSection.read(bytes, from, limits, EnumSet.noneOf(MailIssue.class));
    }

    /** Message-IDs of the mails that the report encloses, and the id of the envelope. */
    List<String> reportedIds() {
        List<String> ids = new ArrayList<>();
        of("message/delivery-status", "message/global-delivery-status").ifPresent(part -> {
            String envelope = text(fields(part.content().range(limits.maxHeaderBytes()), 0), "original-envelope-id");
            if (!envelope.isEmpty() && envelope.length() <= 250) {
                ids.add(envelope);
            }
        });
        for (MailPart part : parts) {
            if (ids.size() < MAX_IDS && encloses(part)) {
                Matcher id = ID.matcher(
                        fields(part.content().range(limits.maxTextBytes()), 0).ascii("message-id"));
                if (id.find()) {
                    ids.add(id.group());
                }
            }
        }
        return ids;
    }

    private static boolean encloses(MailPart part) {
        return switch (part.contentType()) {
            case "message/rfc822", "message/global", "text/rfc822-headers", "message/global-headers" -> true;
            default -> false;
        };
    }

    private static String text(HeaderSection fields, String name) {
        return fields.first(name).map(b -> HeaderText.decoded(b, null)).orElse("");
    }

    /** Without the type before the semicolon, as in {@code rfc822;ada@customer.test}. */
    static String typed(String value) {
        String bare = value.substring(value.indexOf(';') + 1).strip();
        return bare.length() > MAX_DIAGNOSTIC ? CleanText.of(bare.substring(0, MAX_DIAGNOSTIC)) : bare;
    }

    static String address(String value) {
        String bare = typed(value).replaceAll("[<>\\s\"]", "");
        byte[] bytes = bare.getBytes(StandardCharsets.UTF_8);
        return bytes.length > 320 ? "" : bare;
    }
}
