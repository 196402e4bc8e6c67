package dev.handover.local.mail;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.user.UserException;
import com.icegreen.greenmail.user.UserManager;
import com.icegreen.greenmail.util.ServerSetup;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;

/**
 * The part `mail`: SMTP in, IMAP out, every address has a mailbox whose password is the address. Mail lives in memory.
 * A plus-addressed recipient without a mailbox of its own is delivered to the address without the plus.
 */
public final class MailMain {

    private static final String HOST = "127.0.0.1";

    private MailMain() {}

    /** Arguments: SMTP port, IMAP port. */
    public static void main(String[] args) throws InterruptedException {
        keepForeignBytes();
        // else every mail looks through all jars for it
        System.setProperty("jakarta.mail.util.StreamProvider", "org.eclipse.angus.mail.util.MailStreamProvider");
        MailServer server = new MailServer(new ServerSetup[] {
            new ServerSetup(Integer.parseInt(args[0]), HOST, ServerSetup.PROTOCOL_SMTP),
            new ServerSetup(Integer.parseInt(args[1]), HOST, ServerSetup.PROTOCOL_IMAP)
        });
        server.withConfiguration(GreenMailConfiguration.aConfig().withDisabledAuthentication());
        UserManager users = server.getUserManager();
        users.setMessageDeliveryHandler((_, recipient) -> mailboxOf(users, recipient.getEmail()));
        Runtime.getRuntime().addShutdownHook(new Thread(server::stop));
        server.start();
        new CountDownLatch(1).await();
    }

    /** Headers with undeclared eight-bit bytes and broken parameters pass as they are, as through a real server. */
    private static void keepForeignBytes() {
        System.setProperty("mail.mime.allowutf8", "false");
        System.setProperty("mail.mime.parameters.strict", "false");
        System.setProperty("mail.mime.address.strict", "false");
        System.setProperty("mail.mime.decodetext.strict", "false");
        System.setProperty("mail.mime.multipart.allowempty", "true");
        System.setProperty("mail.mime.multipart.ignoremissingendboundary", "true");
        System.setProperty("mail.mime.multipart.ignoremissingboundaryparameter", "true");
        System.setProperty("mail.mime.ignoreunknownencoding", "true");
        System.setProperty("mail.mime.uudecode.ignoreerrors", "true");
        System.setProperty("mail.mime.base64.ignoreerrors", "true");
    }

    private static synchronized GreenMailUser mailboxOf(UserManager users, String recipient) throws UserException {
        String address = recipient.toLowerCase(Locale.ROOT);
        GreenMailUser own = users.getUser(address);
        if (own != null) {
            return own;
        }
        String plain = withoutPlus(address);
        GreenMailUser found = users.getUser(plain);
        return found != null ? found : users.createUser(plain, plain, plain);
    }

    static String withoutPlus(String address) {
        int at = address.lastIndexOf('@');
        int plus = address.indexOf('+');
        return plus > 0 && plus < at ? address.substring(0, plus) + address.substring(at) : address;
    }
}
