package dev.handover.channel.email.outgoing;

import dev.handover.channel.delivery.OutgoingReply;
import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Who else gets a mail: nobody twice, and none of our own accounts, which would get it as mail from outside.
 *
 * @param open they stand in the header {@code Cc}
 * @param blind they stand in the envelope alone
 */
record MailCopies(List<InternetAddress> open, List<InternetAddress> blind) {

    static MailCopies of(OutgoingReply reply, Predicate<String> own) throws AddressException {
        Set<String> seen = new HashSet<>(Set.of(key(String.valueOf(reply.toAddress()))));
        return new MailCopies(addresses(reply.openCopies(), seen, own), addresses(reply.blindCopies(), seen, own));
    }

    private static List<InternetAddress> addresses(List<String> written, Set<String> seen, Predicate<String> own)
            throws AddressException {
        List<InternetAddress> addresses = new ArrayList<>();
        for (String address : written) {
            if (Recipients.valid(address) && !own.test(address) && seen.add(key(address))) {
                addresses.add(new InternetAddress(address));
            }
        }
        return addresses;
    }

    private static String key(String address) {
        return address.strip().toLowerCase(Locale.ROOT);
    }

    /** All who get the mail, its own recipient first; those who may be known are named in it. */
    Address[] addressed(MimeMessage mail) throws MessagingException {
        List<Address> all = new ArrayList<>(Arrays.asList(mail.getRecipients(Message.RecipientType.TO)));
        if (!open.isEmpty()) {
            mail.setRecipients(Message.RecipientType.CC, open.toArray(Address[]::new));
        }
        all.addAll(open);
        all.addAll(blind);
        return all.toArray(Address[]::new);
    }
}
