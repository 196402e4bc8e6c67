package dev.handover.channel.email.mime;

import dev.handover.channel.email.mime.MailReport.Action;
import dev.handover.channel.email.mime.MailReport.RecipientStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What can be read of a bounce that is made for people only: qmail's paragraphs ({@code <address>:} and what went wrong
 * below it), and Exim's {@code X-Failed-Recipients}.
 */
final class PlainBounce {

    private static final Pattern RECIPIENT = Pattern.compile("^\\s{0,8}<?([^<>\\s@]{1,64}@[^<>\\s:]{1,255})>?:?\\s*$");
    private static final Pattern STATUS = Pattern.compile("(?<![\\d.])([45]\\.\\d{1,3}\\.\\d{1,3})(?![\\d.])");
    private static final Pattern REPLY = Pattern.compile("(?<![\\d.])([45])\\d\\d[ -]");
    private static final Pattern COPIED_ID = Pattern.compile("(?im)^[>\\s]{0,8}message-id:\\s{0,8}(<[^<>\\s]{1,998}>)");
    private static final Pattern LATE = Pattern.compile(
            "(?i)not yet been delivered|delivery attempts will continue|will be retried|do not need to resend");
    private static final int MAX_RECIPIENTS = 20;
    private static final int MAX_DIAGNOSTIC = 500;

    private PlainBounce() {}

    /** The recipients that the bounce names. */
    static MailReport.Delivery read(HeaderSection headers, String text) {
        Map<String, String> found = new LinkedHashMap<>();
        String[] lines = text.split("\n");
        for (int i = 0; i < lines.length && found.size() < MAX_RECIPIENTS; i++) {
            if (copyBegins(lines[i])) {
                break;
            }
            Matcher recipient = lines[i].length() > 400 ? null : RECIPIENT.matcher(lines[i]);
            if (recipient != null && recipient.matches()) {
                found.putIfAbsent(recipient.group(1), paragraph(lines, i + 1));
            }
        }
        for (byte[] header : headers.all("x-failed-recipients")) {
            AddressList.parse(HeaderText.decoded(header, null)).stream()
                    .limit(MAX_RECIPIENTS)
                    .forEach(a -> found.putIfAbsent(a.address(), ""));
        }
        boolean late = LATE.matcher(text).find();
        List<RecipientStatus> recipients = new ArrayList<>();
        found.forEach(
                (address, words) -> recipients.add(status(address, late ? Action.DELAYED : Action.FAILED, words)));
        if (late && recipients.isEmpty()) {
            recipients.add(new RecipientStatus("", Action.DELAYED, "", ""));
        }
        return new MailReport.Delivery(recipients);
    }

    /** The id of the mail whose copy is in the words of the bounce. */
    static Optional<String> copiedId(String text) {
        Matcher id = COPIED_ID.matcher(text);
        return id.find() ? Optional.of(id.group(1)) : Optional.empty();
    }

    private static boolean copyBegins(String line) {
        return line.startsWith("--- Below this line is a copy") || line.startsWith("------ This is a copy");
    }

    private static String paragraph(String[] lines, int from) {
        StringBuilder words = new StringBuilder();
        for (int i = from; i < lines.length && !lines[i].isBlank() && words.length() < MAX_DIAGNOSTIC; i++) {
            words.append(words.isEmpty() ? "" : " ").append(lines[i].strip());
        }
        return HeaderText.oneLine(
                words.length() > MAX_DIAGNOSTIC ? words.substring(0, MAX_DIAGNOSTIC) : words.toString());
    }

    private static RecipientStatus status(String address, Action action, String words) {
        Matcher status = STATUS.matcher(words);
        if (status.find()) {
            return new RecipientStatus(address, action, status.group(1), words);
        }
        Matcher reply = REPLY.matcher(words);
        return new RecipientStatus(address, action, reply.find() ? reply.group(1) + ".0.0" : "", words);
    }
}
