package dev.handover.channel.email.mime;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads address lists (RFC 5322 §3.4) as they really come: names without quotes, groups, comments, missing brackets.
 * Names are decoded after the list is split, so that an encoded comma separates nothing.
 */
final class AddressList {

    private static final int MAX_ADDRESSES = 500;
    private static final Pattern ANY_ADDRESS = Pattern.compile("[^\\s<>\",;:()@]{1,100}@[^\\s<>\",;:()@]{1,255}");

    private final String in;
    private final List<MailAddress> found = new ArrayList<>();
    private final StringBuilder phrase = new StringBuilder();
    private final StringBuilder comment = new StringBuilder();
    private final StringBuilder angle = new StringBuilder();

    private AddressList(String in) {
        this.in = in;
    }

    /** The mailboxes that have an address, in order. */
    static List<MailAddress> parse(String header) {
        AddressList list = new AddressList(header);
        list.run();
        if (list.found.isEmpty()) {
            Matcher any = ANY_ADDRESS.matcher(header);
            if (any.find()) {
                list.found.add(new MailAddress("", normal(any.group())));
            }
        }
        return list.found;
    }

    private void run() {
        boolean inAngle = false;
        int lastClosing = in.lastIndexOf(')');
        for (int i = 0; i < in.length(); i++) {
            char c = in.charAt(i);
            if (inAngle) {
                if (c == '>') {
                    inAngle = false;
                } else {
                    angle.append(c);
                }
            } else if (c == '"' && in.indexOf('"', i + 1) > 0) {
                i = quoted(i + 1);
            } else if (c == '(' && i < lastClosing) {
                i = comment(i + 1);
            } else if (c == '<') {
                inAngle = true;
                angle.setLength(0);
            } else if (c == ',' || c == ';') {
                flush();
            } else if (c == ':' && phrase.indexOf("@") < 0) {
                phrase.setLength(0);
            } else {
                phrase.append(c);
            }
        }
        flush();
    }

    private int quoted(int from) {
        int i = from;
        while (i < in.length() && in.charAt(i) != '"') {
            if (in.charAt(i) == '\\' && i + 1 < in.length()) {
                i++;
            }
            phrase.append(in.charAt(i++));
        }
        return i;
    }

    private int comment(int from) {
        int depth = 1;
        int i = from;
        for (; i < in.length(); i++) {
            char c = in.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
            comment.append(c);
        }
        return i;
    }

    private void flush() {
        String address = angle.toString();
        String name = phrase.toString();
        if (address.indexOf('@') < 0 && name.indexOf('@') >= 0) {
            Matcher any = ANY_ADDRESS.matcher(name);
            address = any.find() ? any.group() : "";
            name = comment.toString();
        }
        int route = address.startsWith("@") ? address.indexOf(':') : -1;
        address = normal(address.substring(route + 1));
        int at = address.lastIndexOf('@');
        if (at > 0 && at < address.length() - 1 && address.length() <= 320 && found.size() < MAX_ADDRESSES) {
            found.add(new MailAddress(HeaderText.oneLine(EncodedWords.decode(name)), address));
        }
        phrase.setLength(0);
        comment.setLength(0);
        angle.setLength(0);
    }

    private static String normal(String address) {
        String clean = HeaderText.oneLine(address).replaceAll("\\s", "");
        int at = clean.lastIndexOf('@');
        return at < 0 ? clean : clean.substring(0, at) + clean.substring(at).toLowerCase(Locale.ROOT);
    }
}
