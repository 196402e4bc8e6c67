package dev.handover.query.ticket;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A customer.
 *
 * @param identities what the customer is known by, those of requesters who go on as this one behind
 * @param mergedInto id of whom the requester goes on as, or null
 * @param tickets the newest activity first, at most {@link #TICKETS}; the list of tickets has all of them
 * @param ticketCount how many there are
 */
record RequesterDetail(
        String requesterId,
        @Nullable String name,
        @Nullable String email,
        Map<String, String> attributes,
        List<Identity> identities,
        @Nullable String mergedInto,
        long version,
        List<Row> tickets,
        long ticketCount) {
    static final int TICKETS = 50;

    /**
     * What a customer is known by on a channel.
     *
     * @param kind email, phone, telegram or widget
     * @param requesterId whose it is, which is another one's where that one goes on as this requester
     */
    record Identity(String kind, String value, boolean verified, String requesterId) {}
}
