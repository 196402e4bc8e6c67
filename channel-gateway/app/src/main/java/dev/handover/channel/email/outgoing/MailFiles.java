package dev.handover.channel.email.outgoing;

import dev.handover.channel.content.Found;
import dev.handover.channel.content.ReplyContents;
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
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The attachments of a reply as parts of its mail, read from where they lie as the mail goes out. */
final class MailFiles {

    private final ReplyContents contents;

    MailFiles(ReplyContents contents) {
        this.contents = contents;
    }

    /** What became of looking for a reply's attachments. */
    sealed interface Attached {

        /** All are here. */
        record Ready(List<MimeBodyPart> parts) implements Attached {}

        /** One of them is not to be had yet. */
        record Pending() implements Attached {}

        /** One of them is beyond what the channel takes. */
        record NotTaken() implements Attached {}

        /** One of them is not in the workspace, not there any more, or was not taken. */
        record Gone() implements Attached {}
    }

    Attached of(Outgoing outgoing) throws MessagingException {
        List<AttachmentRef> attachments = outgoing.reply().attachments();
        List<MimeBodyPart> parts = new ArrayList<>();
        boolean pending = false;
        for (AttachmentRef attachment : attachments == null ? List.<AttachmentRef>of() : attachments) {
            UUID id = id(attachment.attachmentId());
            switch (contents.attachment(id, outgoing.workspace()).orElse(null)) {
                case Found.Stored stored
                when !contents.takes(stored, outgoing.reply().channel()) -> {
                    return new Attached.NotTaken();
                }
                case Found.Stored stored ->
                    parts.add(part(new File(id, outgoing.workspace(), stored.name(), stored.contentType())));
                case Found.Pending _ -> pending = true;
                case Found.Rejected _ -> {
                    return new Attached.Gone();
                }
                case null -> {
                    return new Attached.Gone();
                }
            }
        }
        return pending ? new Attached.Pending() : new Attached.Ready(parts);
    }

    private static MimeBodyPart part(File file) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setDataHandler(new DataHandler(file));
        part.setDisposition(Part.ATTACHMENT);
        part.setFileName(file.getName());
        part.setHeader("Content-Transfer-Encoding", "base64"); // said here, it is not looked for in the whole content
        return part;
    }

    /** One that is not of that form is none of ours. */
    private static UUID id(String attachmentId) {
        try {
            return UUID.fromString(attachmentId);
        } catch (IllegalArgumentException notAnIdFromHere) {
            return UUID.nameUUIDFromBytes(attachmentId.getBytes(StandardCharsets.UTF_8));
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
