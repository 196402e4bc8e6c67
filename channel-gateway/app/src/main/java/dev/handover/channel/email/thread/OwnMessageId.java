package dev.handover.channel.email.thread;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Message-ID of a mail that we send, {@code <handover.<message id>@<account's domain>>}: the same at every attempt. */
public final class OwnMessageId {

    private static final Pattern OWN = Pattern.compile(
            "(?i)<?handover\\.([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})@([^<>\\s@]+)>?");

    private OwnMessageId() {}

    /** The header's value for a message. */
    public static String of(UUID messageId, String domain) {
        return "<handover." + messageId + "@" + domain + ">";
    }

    /** The message whose mail has this Message-ID, where it is one of ours in that domain. */
    public static Optional<UUID> messageOf(String mailMessageId, String domain) {
        Matcher own = OWN.matcher(mailMessageId.strip());
        return own.matches() && own.group(2).equalsIgnoreCase(domain)
                ? Optional.of(UUID.fromString(own.group(1)))
                : Optional.empty();
    }

    /** Our messages among the ids, newest first: In-Reply-To names the newest, References end with it. */
    public static List<UUID> among(List<String> inReplyTo, List<String> references, String domain) {
        SequencedSet<UUID> found = new LinkedHashSet<>();
        List<String> newestFirst = new ArrayList<>(inReplyTo);
        newestFirst.addAll(references.reversed());
        newestFirst.forEach(id -> messageOf(id, domain).ifPresent(found::add));
        return List.copyOf(found);
    }
}
