package dev.handover.channel.email.mime;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One Authentication-Results header (RFC 8601): what a mail server found out about the sender. Only the reader knows
 * whether that server is to be trusted: a sender can write such a header too.
 *
 * @param server the authserv-id, in lower case
 * @param hops how many Received headers are above it: those of one number were written by one hop
 */
record AuthenticationResults(String server, int hops, List<Result> results) {

    private static final int MAX_RESULTS = 50;
    private static final int MAX_WORD = 20;

    AuthenticationResults {
        results = List.copyOf(results);
    }

    /**
     * What one method found.
     *
     * @param method such as {@code dkim}, in lower case
     * @param result such as {@code pass}, in lower case
     * @param properties such as {@code header.d}, in lower case, and their values
     */
    record Result(String method, String result, Map<String, String> properties) {
        Result {
            properties = Map.copyOf(properties);
        }

        /** The domain that a property names, itself or behind an @. */
        Optional<String> domain(String property) {
            String value = properties.getOrDefault(property, "");
            String domain = value.substring(value.lastIndexOf('@') + 1);
            return domain.isEmpty() ? Optional.empty() : Optional.of(domain.toLowerCase(Locale.ROOT));
        }
    }

    /** Reads the header's value; empty where it names no server. */
    static Optional<AuthenticationResults> parse(String value, int hops) {
        List<List<String>> statements = statements(HeaderText.withoutComments(value));
        if (statements.getFirst().isEmpty()) {
            return Optional.empty();
        }
        List<Result> results = new ArrayList<>();
        for (List<String> words : statements.subList(1, statements.size())) {
            if (results.size() < MAX_RESULTS) {
                result(words).ifPresent(results::add);
            }
        }
        return Optional.of(
                new AuthenticationResults(statements.getFirst().getFirst().toLowerCase(Locale.ROOT), hops, results));
    }

    private static Optional<Result> result(List<String> words) {
        if (words.isEmpty() || words.getFirst().indexOf('=') <= 0) {
            return Optional.empty();
        }
        String[] first = words.getFirst().toLowerCase(Locale.ROOT).split("=", 2);
        Map<String, String> properties = new HashMap<>();
        for (String word : words.subList(1, words.size())) {
            int equals = word.indexOf('=');
            if (equals > 0) {
                properties.putIfAbsent(word.substring(0, equals).toLowerCase(Locale.ROOT), word.substring(equals + 1));
            }
        }
        String method = first[0].indexOf('/') > 0 ? first[0].substring(0, first[0].indexOf('/')) : first[0];
        String found = first[1].length() > MAX_WORD ? "" : first[1].strip();
        return found.isEmpty() ? Optional.empty() : Optional.of(new Result(method.strip(), found, properties));
    }

    /** The words of each statement; semicolons and blanks in quotes separate nothing. */
    private static List<List<String>> statements(String value) {
        List<List<String>> statements = new ArrayList<>();
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i <= value.length(); i++) {
            char c = i < value.length() ? value.charAt(i) : ';';
            if (c == '"') {
                quoted = !quoted;
            } else if ((c == ';' || Character.isWhitespace(c)) && (!quoted || i == value.length())) {
                if (!word.isEmpty()) {
                    words.add(word.toString());
                    word.setLength(0);
                }
                if (c == ';') {
                    statements.add(words);
                    words = new ArrayList<>();
                }
            } else {
                word.append(c);
            }
        }
        return statements;
    }
}
