package dev.handover.channel.email.mime;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A value with parameters, as in Content-Type and Content-Disposition, with what RFC 2231 adds (character sets,
 * continuations) and what mail programs do instead (encoded words, missing quotes).
 *
 * @param value in lower case
 * @param parameters by name in lower case, decoded
 */
record HeaderParameters(String value, Map<String, String> parameters) {

    private static final int MAX = 16 * 1024;
    private static final Pattern EXTENDED = Pattern.compile("([^*]+)(?:\\*(\\d{1,3}))?(\\*)?");

    Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    static HeaderParameters parse(String whole) {
        String header = whole.length() > MAX ? whole.substring(0, MAX) : whole;
        int semicolon = header.indexOf(';');
        String value = HeaderText.withoutComments(semicolon < 0 ? header : header.substring(0, semicolon))
                .trim()
                .toLowerCase(Locale.ROOT);
        return new HeaderParameters(value, semicolon < 0 ? Map.of() : decode(split(header, semicolon + 1)));
    }

    private static Map<String, String> split(String in, int from) {
        Map<String, String> raw = new HashMap<>();
        int i = from;
        int equals = -1;
        while (i < in.length()) {
            equals = equals >= i ? equals : in.indexOf('=', i);
            int stop = in.indexOf(';', i);
            if (equals < 0) {
                break;
            }
            if (stop >= 0 && stop < equals) {
                i = stop + 1;
                continue;
            }
            String name = in.substring(i, equals).trim().toLowerCase(Locale.ROOT);
            StringBuilder value = new StringBuilder();
            i = value(in, equals + 1, value);
            if (!name.isEmpty()) {
                raw.putIfAbsent(name, value.toString());
            }
        }
        return raw;
    }

    private static int value(String in, int from, StringBuilder out) {
        int i = from;
        while (i < in.length() && Character.isWhitespace(in.charAt(i))) {
            i++;
        }
        if (i < in.length() && in.charAt(i) == '"') {
            for (i++; i < in.length() && in.charAt(i) != '"'; i++) {
                if (in.charAt(i) == '\\'
                        && i + 1 < in.length()
                        && (in.charAt(i + 1) == '"' || in.charAt(i + 1) == '\\')) {
                    i++;
                }
                out.append(in.charAt(i));
            }
            int semicolon = in.indexOf(';', i);
            return semicolon < 0 ? in.length() : semicolon + 1;
        }
        int semicolon = in.indexOf(';', i);
        int end = semicolon < 0 ? in.length() : semicolon;
        out.append(in.substring(i, end).trim());
        return end + 1;
    }

    private static Map<String, String> decode(Map<String, String> raw) {
        Map<String, String> plain = new HashMap<>();
        Map<String, TreeMap<Integer, Map.Entry<Boolean, String>>> continued = new HashMap<>();
        raw.forEach((name, value) -> {
            Matcher extended = EXTENDED.matcher(name);
            if (name.indexOf('*') < 0 || !extended.matches()) {
                plain.putIfAbsent(name, EncodedWords.decode(value));
            } else {
                String number = extended.group(2);
                continued
                        .computeIfAbsent(extended.group(1), _ -> new TreeMap<>())
                        .put(
                                number == null ? 0 : Integer.parseInt(number),
                                Map.entry(extended.group(3) != null, value));
            }
        });
        continued.forEach((name, pieces) -> plain.put(name, join(pieces)));
        return plain;
    }

    private static String join(TreeMap<Integer, Map.Entry<Boolean, String>> pieces) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String charset = "utf-8";
        boolean first = true;
        for (Map.Entry<Boolean, String> piece : pieces.values()) {
            String value = piece.getValue();
            if (piece.getKey()) {
                if (first) {
                    String[] parts = value.split("'", 3);
                    charset = parts.length == 3 && !parts[0].isEmpty() ? parts[0] : charset;
                    value = parts.length == 3 ? parts[2] : value;
                }
                percent(value, bytes);
            } else {
                bytes.writeBytes(value.getBytes(StandardCharsets.UTF_8));
            }
            first = false;
        }
        return TextDecoder.decode(bytes.toByteArray(), charset).text();
    }

    private static void percent(String value, ByteArrayOutputStream out) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '%'
                    && i + 2 < value.length()
                    && EncodedWords.isHex(value.charAt(i + 1))
                    && EncodedWords.isHex(value.charAt(i + 2))) {
                out.write(Character.digit(value.charAt(i + 1), 16) << 4 | Character.digit(value.charAt(i + 2), 16));
                i += 2;
            } else {
                out.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
            }
        }
    }
}
