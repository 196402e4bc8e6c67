package dev.handover.channel.email.mime;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says in a few lines what an invitation (RFC 5545) is about, for a mail that has no other words. */
final class CalendarText {

    private static final Map<String, String> SHOWN =
            Map.of("SUMMARY", "What", "DTSTART", "Begins", "DTEND", "Ends", "LOCATION", "Where", "ORGANIZER", "From");
    private static final Pattern TIME = Pattern.compile("(\\d{4})(\\d\\d)(\\d\\d)(?:T(\\d\\d)(\\d\\d)\\d\\d(Z?))?");
    private static final int MAX_VALUE = 500;

    private CalendarText() {}

    static String of(String calendar) {
        Map<String, String> found = new LinkedHashMap<>();
        boolean event = false;
        String method = "";
        for (String line : CleanText.lines(calendar).replaceAll("\n[ \t]", "").split("\n")) {
            event |= line.equalsIgnoreCase("BEGIN:VEVENT");
            int colon = colon(line);
            int end = line.indexOf(';') >= 0 ? Math.min(colon, line.indexOf(';')) : colon;
            if (colon <= 0 || end <= 0) {
                continue;
            }
            String name = line.substring(0, end).toUpperCase(Locale.ROOT);
            String value = value(line.substring(colon + 1));
            if (name.equals("METHOD")) {
                method = value.toLowerCase(Locale.ROOT);
            } else if (event && SHOWN.containsKey(name)) {
                found.putIfAbsent(name, name.startsWith("DT") ? time(value) + zone(line.substring(0, colon)) : value);
            }
        }
        StringBuilder text = new StringBuilder("Calendar entry").append(method.isEmpty() ? "" : " (" + method + ")");
        for (String name : new String[] {"SUMMARY", "DTSTART", "DTEND", "LOCATION", "ORGANIZER"}) {
            if (!found.getOrDefault(name, "").isBlank()) {
                text.append('\n').append(SHOWN.get(name)).append(": ").append(found.get(name));
            }
        }
        return text.toString();
    }

    /** The first colon outside quotes. */
    private static int colon(String line) {
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            quoted ^= line.charAt(i) == '"';
            if (line.charAt(i) == ':' && !quoted) {
                return i;
            }
        }
        return -1;
    }

    private static String value(String raw) {
        String value = raw.length() > MAX_VALUE ? raw.substring(0, MAX_VALUE) : raw;
        return HeaderText.oneLine(value.replaceAll("\\\\[nN]", " ")
                .replaceAll("\\\\([,;\\\\])", "$1")
                .replaceFirst("(?i)^mailto:", ""));
    }

    private static String time(String value) {
        Matcher time = TIME.matcher(value);
        if (!time.matches()) {
            return value;
        }
        String day = time.group(1) + "-" + time.group(2) + "-" + time.group(3);
        return time.group(4) == null
                ? day
                : day + " " + time.group(4) + ":" + time.group(5)
                        + (time.group(6).isEmpty() ? "" : " UTC");
    }

    private static String zone(String properties) {
        String zone = HeaderParameters.parse(properties).parameter("tzid").orElse("");
        return zone.isEmpty() ? "" : " (" + HeaderText.oneLine(zone) + ")";
    }
}
