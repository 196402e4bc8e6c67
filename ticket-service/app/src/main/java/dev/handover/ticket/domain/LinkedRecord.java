package dev.handover.ticket.domain;

import org.jspecify.annotations.Nullable;

/**
 * A record elsewhere that belongs to a ticket.
 *
 * @param reference what it is called there, such as the key of an alert; null where the address is enough
 * @param url where people find it; null only with a reference, or where it is erased
 */
public record LinkedRecord(
        RecordId id,
        Type type,
        @Nullable String reference,
        String title,
        @Nullable String url) {
    /** Kinds of records. */
    public enum Type {
        ACTIVITY_CASE,
        ALERT,
        URL
    }

    /** Whether the other one is the same thing elsewhere, however it was linked. */
    boolean same(LinkedRecord other) {
        return type == other.type && what().equals(other.what());
    }

    private String what() {
        return reference != null ? reference : String.valueOf(url);
    }
}
