package dev.handover.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.UIDFolder;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** A folder of a mailbox in the hands of its owner, over IMAP. */
final class MailFolder {

    private final int port;
    private final String address;
    private final String name;

    private MailFolder(int port, String address, String name) {
        this.port = port;
        this.address = address;
        this.name = name;
    }

    /** A new one. */
    static MailFolder created(int port, String address, String name) {
        MailFolder folder = new MailFolder(port, address, name);
        folder.with(MailFolder::create);
        return folder;
    }

    private interface Use<T> {
        T of(Folder folder, Session session) throws MessagingException, IOException;
    }

    private <T> T with(Use<T> use) {
        Session session = Session.getInstance(new Properties());
        try (Store store = session.getStore("imap")) {
            store.connect("127.0.0.1", port, address, address);
            return use.of(store.getFolder(name), session);
        } catch (MessagingException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean create(Folder folder, Session session) throws MessagingException {
        assertThat(folder.create(Folder.HOLDS_MESSAGES)).isTrue();
        return true;
    }

    /** Puts a mail at its end. */
    void append(byte[] raw) {
        with((folder, session) -> append(folder, session, raw));
    }

    private static boolean append(Folder folder, Session session, byte[] raw) throws MessagingException {
        folder.appendMessages(new Message[] {new MimeMessage(session, new ByteArrayInputStream(raw))});
        return true;
    }

    long uidValidity() {
        return with((folder, session) -> {
            folder.open(Folder.READ_ONLY);
            return ((UIDFolder) folder).getUIDValidity();
        });
    }

    /**
     * Deletes it and makes it again with the mails that it had, as when a mailbox is restored or moved to another server:
     * each mail has another UID, which counts in another UIDVALIDITY (RFC 3501 §2.3.1.1).
     */
    void restore() {
        long before = uidValidity();
        with((folder, session) -> {
            List<byte[]> mails = emptied(folder);
            assertThat(folder.delete(false)).isTrue();
            create(folder, session);
            for (byte[] mail : mails) {
                append(folder, session, mail);
            }
            return true;
        });
        assertThat(uidValidity()).isNotEqualTo(before);
    }

    private static List<byte[]> emptied(Folder folder) throws MessagingException, IOException {
        folder.open(Folder.READ_WRITE);
        List<byte[]> mails = new ArrayList<>();
        for (Message message : folder.getMessages()) {
            ByteArrayOutputStream raw = new ByteArrayOutputStream();
            message.writeTo(raw);
            mails.add(raw.toByteArray());
            message.setFlag(Flags.Flag.DELETED, true);
        }
        folder.close(true);
        return mails;
    }
}
