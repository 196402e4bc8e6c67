package dev.handover.channel.email.imap;

import dev.handover.channel.content.SpooledContent;
import dev.handover.channel.email.MailServer;
import dev.handover.channel.email.login.MailLogins;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Folder;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eclipse.angus.mail.iap.ByteArray;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.iap.Response;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.eclipse.angus.mail.imap.protocol.BODY;
import org.eclipse.angus.mail.imap.protocol.FetchResponse;
import org.eclipse.angus.mail.imap.protocol.IMAPProtocol;
import org.eclipse.angus.mail.imap.protocol.INTERNALDATE;
import org.eclipse.angus.mail.imap.protocol.RFC822SIZE;
import org.eclipse.angus.mail.imap.protocol.UID;
import org.jspecify.annotations.Nullable;

/**
 * A folder of one account over one IMAP connection, opened for reading only: no flag changes. Many small mails come with
 * one command, a large one in pieces, all in their exact bytes.
 */
final class ImapMailbox implements Closeable {

    /**
     * A mail on the server.
     *
     * @param arrivedAt when it came into the mailbox; null where the server does not say
     */
    record Entry(long uid, long sizeBytes, @Nullable Instant arrivedAt) {

        /**
         * Whether it came into the mailbox before, by the server's clock, which shows whole seconds: what came in the
         * same second is not before. A server that does not say is no reason to leave a mail alone.
         */
        boolean isBefore(@Nullable Instant since) {
            return since != null && arrivedAt != null && arrivedAt.isBefore(since.truncatedTo(ChronoUnit.SECONDS));
        }

        /** Whether the server says that it may be held in memory. */
        private boolean isSmall() {
            return sizeBytes > 0 && sizeBytes <= SpooledContent.IN_MEMORY_BYTES;
        }
    }

    private final IMAPStore store;
    private final IMAPFolder folder;

    private ImapMailbox(IMAPStore store, IMAPFolder folder) {
        this.store = store;
        this.folder = folder;
    }

    static ImapMailbox open(MailServer server, String folder, MailLogins logins) throws MessagingException {
        boolean implicit = server.tls() && server.port() == 993;
        String protocol = implicit ? "imaps" : "imap";
        Properties properties = new Properties();
        String prefix = "mail." + protocol + ".";
        properties.setProperty(prefix + "connectiontimeout", "10000");
        properties.setProperty(prefix + "timeout", "60000");
        properties.setProperty(prefix + "writetimeout", "30000");
        properties.setProperty(prefix + "ssl.checkserveridentity", "true");
        properties.setProperty(prefix + "starttls.enable", Boolean.toString(server.tls() && !implicit));
        properties.setProperty(prefix + "starttls.required", Boolean.toString(server.tls() && !implicit));
        logins.prepare(properties, prefix, server);
        Session session = Session.getInstance(properties);
        String secret = logins.secret(server);
        URLName name = new URLName(protocol, server.host(), server.port(), null, server.user(), secret);
        IMAPStore store =
                implicit ? new org.eclipse.angus.mail.imap.IMAPSSLStore(session, name) : new IMAPStore(session, name);
        try {
            store.connect(server.host(), server.port(), server.user(), secret);
            IMAPFolder opened = (IMAPFolder) store.getFolder(folder);
            opened.open(Folder.READ_ONLY);
            return new ImapMailbox(store, opened);
        } catch (AuthenticationFailedException e) {
            store.close();
            logins.refused(server);
            throw e;
        } catch (MessagingException | RuntimeException e) {
            store.close();
            throw e;
        }
    }

    long uidValidity() throws MessagingException {
        return folder.getUIDValidity();
    }

    boolean pushes() throws MessagingException {
        return store.hasCapability("IDLE");
    }

    /** Waits until the server has news or {@link #poke()} is called. */
    void awaitNews() throws MessagingException {
        folder.idle(true);
    }

    /** Asks the server for a sign of life, which also ends waiting for news. */
    void poke() throws MessagingException {
        folder.getMessageCount();
    }

    /** The mails with a UID above this one, ascending. */
    List<Entry> after(long lastUid) throws MessagingException {
        List<Entry> entries = new ArrayList<>();
        for (FetchResponse mail : fetch((lastUid + 1) + ":*", "UID RFC822.SIZE INTERNALDATE")) {
            UID uid = mail.getItem(UID.class);
            RFC822SIZE size = mail.getItem(RFC822SIZE.class);
            if (uid != null && uid.uid > lastUid) {
                INTERNALDATE arrived = mail.getItem(INTERNALDATE.class);
                entries.add(new Entry(
                        uid.uid,
                        size == null ? 0 : size.size,
                        arrived == null || arrived.getDate() == null
                                ? null
                                : arrived.getDate().toInstant()));
            }
        }
        entries.sort(Comparator.comparingLong(Entry::uid));
        return entries;
    }

    /**
     * The sources of these mails, ascending, each at most so many bytes; those that are gone by now are left out. The
     * caller closes them.
     */
    List<SpooledContent> read(List<Entry> entries, long maxBytes) throws MessagingException {
        SortedMap<Long, SpooledContent> mails = new TreeMap<>();
        try {
            readSmall(entries.stream().filter(Entry::isSmall).toList(), maxBytes, mails);
            for (Entry entry : entries) {
                if (!entry.isSmall()) {
                    readLarge(entry.uid, maxBytes, mails);
                }
            }
            return List.copyOf(mails.values());
        } catch (MessagingException | RuntimeException e) {
            mails.values().forEach(SpooledContent::close);
            throw e;
        }
    }

    private void readSmall(List<Entry> entries, long maxBytes, Map<Long, SpooledContent> into)
            throws MessagingException {
        if (entries.isEmpty()) {
            return;
        }
        String uids = entries.stream().map(e -> Long.toString(e.uid)).collect(Collectors.joining(","));
        for (FetchResponse response : fetch(uids, "UID BODY.PEEK[]")) {
            UID uid = response.getItem(UID.class);
            BODY body = response.getItem(BODY.class);
            if (uid != null && body != null) {
                spool(uid.uid, new ByteArrayInputStream(bytes(body)), maxBytes, into);
            }
        }
    }

    private void readLarge(long uid, long maxBytes, Map<Long, SpooledContent> into) throws MessagingException {
        Optional<byte[]> beginning = piece(uid, 0, 1);
        if (beginning.isPresent()) {
            PiecewiseMail pieces = new PiecewiseMail(
                    (offset, bytes) -> piece(uid, offset, bytes)
                            .orElseThrow(() -> new MessagingException("a mail was deleted while it was read")),
                    maxBytes + 1);
            spool(uid, pieces, maxBytes, into);
        }
    }

    private static void spool(long uid, InputStream source, long maxBytes, Map<Long, SpooledContent> into)
            throws MessagingException {
        try {
            SpooledContent before = into.put(uid, SpooledContent.read(source, maxBytes));
            if (before != null) {
                before.close();
            }
        } catch (IOException e) {
            throw new MessagingException("a mail could not be read", e);
        }
    }

    private Optional<byte[]> piece(long uid, long offset, int bytes) throws MessagingException {
        return fetch(Long.toString(uid), "UID BODY.PEEK[]<" + offset + "." + bytes + ">").stream()
                .map(response -> response.getItem(BODY.class))
                .filter(Objects::nonNull)
                .map(ImapMailbox::bytes)
                .findFirst();
    }

    private static byte[] bytes(BODY body) {
        ByteArray bytes = body.getByteArray();
        return bytes == null ? new byte[0] : bytes.getNewBytes();
    }

    private List<FetchResponse> fetch(String uids, String items) throws MessagingException {
        List<FetchResponse> found = new ArrayList<>();
        folder.doCommand(protocol -> {
            run(protocol, "UID FETCH " + uids + " (" + items + ")", found);
            return null;
        });
        return found;
    }

    private static void run(IMAPProtocol protocol, String command, List<FetchResponse> found) throws ProtocolException {
        Response[] responses = protocol.command(command, null);
        for (int i = 0; i < responses.length; i++) {
            if (responses[i] instanceof FetchResponse fetched
                    && (fetched.getItem(BODY.class) != null || fetched.getItem(RFC822SIZE.class) != null)) {
                found.add(fetched);
            }
        }
        protocol.notifyResponseHandlers(responses);
        protocol.handleResult(responses[responses.length - 1]);
    }

    @Override
    public void close() {
        try {
            store.close();
        } catch (MessagingException alreadyGone) {
            // the connection is what we wanted to be rid of
        }
    }
}
