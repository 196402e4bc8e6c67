package dev.handover.ticket.domain;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a customer is known by on a channel.
 *
 * @param value in one spelling, so that equal ones are the same: an address in lower case, a number as +4930123456
 * @param verified whether it is proven that the customer holds it; what a message claims as its sender is no proof
 */
public record ChannelIdentity(Kind kind, String value, boolean verified) {
    /** The kinds of channel that know a customer by something. */
    public enum Kind {
        /** An address. */
        EMAIL("[^\\s@]{1,64}@[^\\s@]{1,189}"),
        /** A number with its country, as ITU-T E.164 has it. */
        PHONE("[+][1-9][0-9]{6,14}"),
        /** The number of a Telegram user. */
        TELEGRAM("[0-9]{1,20}"),
        /** A visitor's or a signed-in user's id. */
        WIDGET("[!-~]{1,200}");

        private final Pattern form;

        Kind(String form) {
            this.form = Pattern.compile(form);
        }
    }

    /** What a text means as an identity of that kind; empty where it can't be one. */
    public static Optional<ChannelIdentity> of(Kind kind, String text, boolean verified) {
        String value = switch (kind) {
            case EMAIL -> text.strip().toLowerCase(Locale.ROOT);
            case PHONE -> text.replaceAll("[\\s()./-]", "");
            case TELEGRAM, WIDGET -> text.strip();
        };
        return kind.form.matcher(value).matches()
                ? Optional.of(new ChannelIdentity(kind, value, verified))
                : Optional.empty();
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
