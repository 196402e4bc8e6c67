package dev.handover.ticket.domain;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a customer is known by on a channel.
 *
 * @param value in one spelling, so that equal ones are the same: an address in lower case, a number as +4930123456
 * @param verified whether it is proven that the customer holds it; what a message claims as its sender is no proof
 */
public record ChannelIdentity(Kind kind, String value, boolean verified) {
    /** The kinds of channel that know a customer by something. */
    public enum Kind {
        EMAIL,
        PHONE,
        TELEGRAM,
        WIDGET
    }

    /** An address, as a message claims it. */
    public static ChannelIdentity email(String address) {
        return new ChannelIdentity(Kind.EMAIL, address.toLowerCase(Locale.ROOT), false);
    }

    /** The address to write to: the first one known. */
    public static Optional<String> firstEmail(List<ChannelIdentity> identities) {
        return identities.stream()
                .filter(identity -> identity.kind() == Kind.EMAIL)
                .map(ChannelIdentity::value)
                .findFirst();
    }
}
