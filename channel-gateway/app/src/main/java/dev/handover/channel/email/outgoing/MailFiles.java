package dev.handover.channel.email.outgoing;

import dev.handover.channel.content.Found;
import dev.handover.channel.content.StoredContents;
import dev.handover.channel.delivery.Outgoing;
import dev.handover.ticket.contract.AttachmentRef;
import jakarta.activation.DataHandler;
import jakarta.activation.DataSource;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeBodyPart;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The attachments of a reply as parts of its mail, read from where they lie as the mail goes out. */
final class MailFiles {

    private final StoredContents contents;

    MailFiles(StoredContents contents) {
        this.contents = contents;
    }

    /** The parts; empty where one of the contents is not in the workspace, or not to be had. */
    Optional<List<MimeBodyPart>> of(Outgoing outgoing) throws MessagingException {
        List<AttachmentRef> attachments = outgoing.reply().attachments();
        List<MimeBodyPart> parts = new ArrayList<>();
        for (AttachmentRef attachment : attachments == null ? List.<AttachmentRef>of() : attachments) {
            Optional<File> file = file(attachment.attachmentId(), outgoing.workspace());
            if (file.isEmpty()) {
                return Optional.empty();
            }
            parts.add(part(file.get()));
        }
        return Optional.of(parts);
    }

    private static MimeBodyPart part(File file) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setDataHandler(new DataHandler(file));
        part.setDisposition(Part.ATTACHMENT);
        part.setFileName(file.getName());
        part.setHeader("Content-Transfer-Encoding", "base64"); // said here, it is not looked for in the whole content
        return part;
    }

    private Optional<File> file(String attachmentId, String workspace) {
        try {
            UUID id = UUID.fromString(attachmentId);
            return stored(id, workspace).map(found -> new File(id, workspace, found.name(), found.contentType()));
        } catch (IllegalArgumentException notAnIdFromHere) {
            return Optional.empty();
        }
    }

    private Optional<Found.Stored> stored(UUID id, String workspace) {
        return contents.attachment(id, workspace).flatMap(found -> switch (found) {
            case Found.Stored stored -> Optional.of(stored);
            case Found.Pending _ -> Optional.empty();
            case Found.Rejected _ -> Optional.empty();
        });
    }

    /** One of them; a mail may be written more than once, each time from the beginning. */
    private final class File implements DataSource {

        private final UUID id;
        private final String workspace;
        private final String name;
        private final String contentType;

        File(UUID id, String workspace, String name, String contentType) {
            this.id = id;
            this.workspace = workspace;
            this.name = name;
            this.contentType = contentType;
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return stored(id, workspace)
                    .orElseThrow(() -> new IOException("an attachment has gone meanwhile"))
                    .stream();
        }

        @Override
        public OutputStream getOutputStream() throws IOException {
            throw new IOException("a stored content is not written to");
        }

        /** What consists of parts can't be written as base64 (RFC 2046 §5.2.1): it goes as a mere file. */
        @Override
        public String getContentType() {
            return contentType.startsWith("message/") || contentType.startsWith("multipart/")
                    ? "application/octet-stream"
                    : contentType;
        }

        @Override
        public String getName() {
            return name;
        }
    }
}
