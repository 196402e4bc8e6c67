package dev.handover.channel.email.outgoing;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;

/** Addresses that mail may be sent to. */
final class Recipients {

    private Recipients() {}

    /** Whether it is one plain address with a domain. */
    static boolean valid(String address) {
        if (address.length() > 320 || address.chars().anyMatch(c -> c <= ' ' || c == 127)) {
            return false;
        }
        try {
            InternetAddress[] parsed = InternetAddress.parse(address, true);
            if (parsed.length != 1 || !address.equals(parsed[0].getAddress())) {
                return false;
            }
            parsed[0].validate();
            return address.indexOf('@') > 0;
        } catch (AddressException e) {
            return false;
        }
    }
}
