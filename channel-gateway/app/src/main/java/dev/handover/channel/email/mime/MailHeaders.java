package dev.handover.channel.email.mime;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.field.DateTimeFieldLenientImpl;
import org.apache.james.mime4j.stream.RawField;
import org.jspecify.annotations.Nullable;

/** What the headers of one mail say, decoded. */
final class MailHeaders {

    private static final Pattern ID = Pattern.compile("<[^<>\\s]{1,998}>");
    private static final int MAX_IDS = 1_000;
    private static final int MAX_REFERENCES = 100;
    private static final int MAX_SUBJECT = 998;
    private static final int MAX_ADDRESSES = 500;
    private static final int MAX_AUTHENTICATIONS = 20;

    private final HeaderSection headers;
    private final Set<MailIssue> issues;
    private final @Nullable String charset;

    /** @param charset the one that 8-bit headers are likely in */
    MailHeaders(HeaderSection headers, Set<MailIssue> issues, @Nullable String charset) {
        this.headers = headers;
        this.issues = issues;
        this.charset = charset;
    }

    String subject() {
        return CleanText.head(header("subject"), MAX_SUBJECT * 3);
    }

    Optional<MailAddress> sender() {
        for (String name : List.of("from", "sender", "return-path", "reply-to")) {
            List<MailAddress> found = addresses(name);
            if (!found.isEmpty()) {
                if (!name.equals("from")) {
                    issues.add(MailIssue.SENDER_MISSING);
                }
                return Optional.of(found.getFirst());
            }
        }
        issues.add(MailIssue.SENDER_MISSING);
        return Optional.empty();
    }

    Optional<Instant> date() {
        String value = headers.ascii("date");
        if (value.isEmpty()) {
            issues.add(MailIssue.DATE_MISSING);
            return Optional.empty();
        }
        Date read = DateTimeFieldLenientImpl.PARSER
                .parse(new RawField("Date", value), DecodeMonitor.SILENT)
                .getDate();
        if (read == null || Math.abs(read.getTime()) > 253_000_000_000_000L) {
            issues.add(MailIssue.DATE_UNREADABLE);
            return Optional.empty();
        }
        return Optional.of(read.toInstant());
    }

    String rawDate() {
        return headers.ascii("date");
    }

    Optional<String> messageId() {
        Optional<String> id = ids("message-id").stream().findFirst().or(this::bareMessageId);
        if (id.isEmpty()) {
            issues.add(MailIssue.MESSAGE_ID_MISSING);
        }
        return id;
    }

    private Optional<String> bareMessageId() {
        String bare = header("message-id").replaceAll("[<>\\s]", "");
        return bare.isEmpty() || bare.length() > 998 ? Optional.empty() : Optional.of("<" + bare + ">");
    }

    List<String> references() {
        List<String> all = ids("references");
        if (all.size() <= MAX_REFERENCES) {
            return all;
        }
        List<String> some = new ArrayList<>(List.of(all.getFirst()));
        some.addAll(all.subList(all.size() - MAX_REFERENCES + 1, all.size()));
        return some;
    }

    List<String> ids(String name) {
        List<String> ids = new ArrayList<>();
        for (byte[] value : headers.all(name)) {
            Matcher id = ID.matcher(HeaderText.decoded(value, charset));
            while (ids.size() < MAX_IDS && id.find()) {
                ids.add(id.group());
            }
        }
        return ids;
    }

    List<MailAddress> addresses(String name) {
        return headers.all(name).stream()
                .flatMap(v -> AddressList.parse(TextDecoder.unlabelled(v, charset)).stream())
                .limit(MAX_ADDRESSES)
                .toList();
    }

    List<MailAddress> deliveredTo() {
        return List.of("delivered-to", "x-original-to", "envelope-to", "x-envelope-to").stream()
                .flatMap(name -> addresses(name).stream())
                .toList();
    }

    List<AuthenticationResults> authentication() {
        return headers.withHops("authentication-results", "received").stream()
                .limit(MAX_AUTHENTICATIONS)
                .flatMap(field ->
                        AuthenticationResults.parse(HeaderText.decoded(field.body(), charset), field.hops()).stream())
                .toList();
    }

    private String header(String name) {
        return headers.first(name).map(v -> HeaderText.decoded(v, charset)).orElse("");
    }
}
