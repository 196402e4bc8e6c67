package dev.handover.ticket.ticket;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.function.Supplier;

/** Where ids come from: new ones at the edge, derived ones where a repeated cause must give the same. */
public final class Ids {
    private final Supplier<UUID> random;

    public Ids(Supplier<UUID> random) {
        this.random = random;
    }

    /** A new id. */
    public String next() {
        return random.get().toString();
    }

    /** The id that follows from a cause, always the same (a name-based UUID, RFC 9562 §5.3). */
    public static String derived(String kind, String cause) {
        return UUID.nameUUIDFromBytes((kind + ":" + cause).getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
