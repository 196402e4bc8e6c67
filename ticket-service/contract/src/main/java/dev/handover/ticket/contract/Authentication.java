package dev.handover.ticket.contract;

import org.jspecify.annotations.Nullable;

/**
 * Whether a message comes from the domain that it says, as its channel found out.
 *
 * @param spf the word of the mail server, such as pass; null where it said nothing
 * @param dkim the same
 * @param dmarc the same
 */
public record Authentication(
        Result result,
        @Nullable String spf,
        @Nullable String dkim,
        @Nullable String dmarc) {

    /** What follows from it. */
    public enum Result {
        PASS,
        /** A mail server that is trusted says that it does not. */
        FAIL,
        UNKNOWN
    }
}
