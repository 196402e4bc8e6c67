package dev.handover.ticket.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who else gets an answer by email.
 *
 * @param cc addresses that all who get it see
 * @param bcc addresses that nobody else sees
 */
public record Copies(List<String> cc, List<String> bcc) {
    public static final Copies NONE = new Copies(List.of(), List.of());

    boolean isNone() {
        return cc.isEmpty() && bcc.isEmpty();
    }

    /** As it is stored: null where there are none. */
    static @Nullable List<String> stored(List<String> addresses) {
        return addresses.isEmpty() ? null : addresses;
    }
}
