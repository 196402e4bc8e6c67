package dev.handover.local.mail;

import dev.handover.local.LauncherFailure;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** Reads a mailbox of the local mail server as its owner's mail client would. */
public final class Mailbox {

    private final int port;
    private final String address;

    public Mailbox(int port, String address) {
        this.port = port;
        this.address = address;
    }

    /** The raw bytes of every message in the inbox, oldest first. */
    public List<byte[]> messages() {
        List<byte[]> messages = new ArrayList<>();
        inbox(Folder.READ_ONLY, message -> {
            ByteArrayOutputStream raw = new ByteArrayOutputStream();
            message.writeTo(raw);
            messages.add(raw.toByteArray());
        });
        return messages;
    }

    /** Deletes every message in the inbox. */
    public void empty() {
        inbox(Folder.READ_WRITE, message -> message.setFlag(Flags.Flag.DELETED, true));
    }

    private interface Each {
        void message(Message message) throws MessagingException, IOException;
    }

    /** What is marked as deleted is gone when the folder is closed. */
    private void inbox(int mode, Each each) {
        Properties properties = new Properties();
        properties.put("mail.imap.connectiontimeout", "5000");
        properties.put("mail.imap.timeout", "20000");
        try (Store store = Session.getInstance(properties).getStore("imap")) {
            store.connect("127.0.0.1", port, address, address);
            try (Folder inbox = store.getFolder("INBOX")) {
                inbox.open(mode);
                for (Message message : inbox.getMessages()) {
                    each.message(message);
                }
            }
        } catch (MessagingException | IOException e) {
            throw new LauncherFailure("the mailbox of " + address + " can't be read: " + e.getMessage(), e);
        }
    }
}
