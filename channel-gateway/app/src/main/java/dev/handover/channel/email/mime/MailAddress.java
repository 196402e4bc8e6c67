package dev.handover.channel.email.mime;

import java.util.Locale;

/**
 * One mailbox of a header: a display name, possibly empty, and an address in the form {@code local@domain}.
 */
public record MailAddress(String name, String address) {

    /** The part after the last {@code @}, in lower case; empty where there is none. */
    public String domain() {
        int at = address.lastIndexOf('@');
        return at < 0 ? "" : address.substring(at + 1).toLowerCase(Locale.ROOT);
    }

    /** The part before the last {@code @}. */
    public String localPart() {
        int at = address.lastIndexOf('@');
        return at < 0 ? address : address.substring(0, at);
    }
}
