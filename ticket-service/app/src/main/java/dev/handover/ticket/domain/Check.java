package dev.handover.ticket.domain;

import java.util.regex.Pattern;

final class Check {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]*");

    private Check() {}

    static void id(String type, String value, int maxLength) {
        if (value.length() > maxLength || !ID.matcher(value).matches()) {
            throw new IllegalArgumentException("not a " + type + ": 1 to " + maxLength + " letters, digits, . _ : -");
        }
    }
}
