package dev.handover.local.mail;

import dev.handover.local.LauncherFailure;
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
        Properties properties = new Properties();
        properties.put("mail.imap.connectiontimeout", "5000");
        properties.put("mail.imap.timeout", "20000");
        try (Store store = Session.getInstance(properties).getStore("imap")) {
            store.connect("127.0.0.1", port, address, address);
            try (Folder inbox = store.getFolder("INBOX")) {
                inbox.open(Folder.READ_ONLY);
                List<byte[]> messages = new ArrayList<>();
                for (Message message : inbox.getMessages()) {
                    ByteArrayOutputStream raw = new ByteArrayOutputStream();
                    message.writeTo(raw);
                    messages.add(raw.toByteArray());
                }
                return messages;
            }
        } catch (MessagingException | IOException e) {
            throw new LauncherFailure("the mailbox of " + address + " can't be read: " + e.getMessage(), e);
        }
    }
}
