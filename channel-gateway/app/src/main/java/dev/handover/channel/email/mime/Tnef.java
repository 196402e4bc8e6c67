package dev.handover.channel.email.mime;

import dev.handover.channel.content.ByteRange;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.poi.hmef.Attachment;
import org.apache.poi.hmef.HMEFMessage;
import org.apache.poi.hmef.attribute.MAPIAttribute;
import org.apache.poi.hmef.attribute.MAPIRtfAttribute;
import org.apache.poi.hmef.attribute.MAPIStringAttribute;
import org.apache.poi.hsmf.datatypes.MAPIProperty;

/**
 * What Outlook puts into a {@code winmail.dat} (MS-OXTNEF): the words, as HTML, plain text or RTF, and the files.
 *
 * @param body empty where it has no words
 */
record Tnef(Optional<MailPart> body, List<MailPart> files) {

    private static final int MAX_CONTENT_ID = 250;

    /** Opens it in memory; empty where it is broken. */
    static Optional<Tnef> read(PartContent content, MailLimits limits) {
        try (InputStream in = content.open()) {
            HMEFMessage message = new HMEFMessage(in);
            List<MailPart> files = new ArrayList<>();
            for (Attachment attachment : message.getAttachments()) {
                if (files.size() < limits.maxParts()) {
                    file(attachment).ifPresent(files::add);
                }
            }
            return Optional.of(new Tnef(body(message), files));
        } catch (IOException | RuntimeException broken) { // HMEF throws whatever broken bytes lead it to
            return Optional.empty();
        }
    }

    private static Optional<MailPart> body(HMEFMessage message) {
        MAPIAttribute html = message.getMessageMAPIAttribute(MAPIProperty.BODY_HTML);
        if (html != null && html.getData().length > 0) {
            return Optional.of(words("text/html", bytes(html)));
        }
        MAPIAttribute plain = message.getMessageMAPIAttribute(MAPIProperty.BODY);
        if (plain != null && plain.getData().length > 0) {
            return Optional.of(words("text/plain; charset=utf-8", bytes(plain)));
        }
        if (message.getMessageMAPIAttribute(MAPIProperty.RTF_COMPRESSED) instanceof MAPIRtfAttribute rtf) {
            String text = RtfText.of(rtf.getData());
            return Optional.of(text)
                    .filter(t -> !t.isBlank())
                    .map(t -> words("text/plain; charset=utf-8", t.getBytes(StandardCharsets.UTF_8)));
        }
        return Optional.empty();
    }

    private static byte[] bytes(MAPIAttribute attribute) {
        return attribute instanceof MAPIStringAttribute text
                ? text.getDataString().getBytes(StandardCharsets.UTF_8)
                : attribute.getData();
    }

    private static MailPart words(String type, byte[] bytes) {
        return MailPart.inside(type, "", Optional.empty(), true, PartContent.of(ByteRange.of(bytes)));
    }

    /** An attached message or object has no bytes of its own here, and is left in the source of the mail. */
    private static Optional<MailPart> file(Attachment attachment) {
        String longName = attachment.getLongFilename();
        String name = longName == null || longName.isBlank() ? attachment.getFilename() : longName;
        byte[] bytes = attachment.getContents();
        if (bytes == null) {
            return Optional.empty();
        }
        String type = text(attachment, MAPIProperty.ATTACH_MIME_TAG)
                .orElse("application/octet-stream")
                .toLowerCase(Locale.ROOT);
        Optional<String> contentId = text(attachment, MAPIProperty.ATTACH_CONTENT_ID)
                .map(id -> id.replaceAll("[<>\\s\\p{Cntrl}]", ""))
                .filter(id -> !id.isEmpty() && id.length() <= MAX_CONTENT_ID);
        return Optional.of(MailPart.inside(
                type, name == null ? "" : name, contentId, contentId.isPresent(), PartContent.of(ByteRange.of(bytes))));
    }

    private static Optional<String> text(Attachment attachment, MAPIProperty property) {
        return attachment.getMAPIAttribute(property) instanceof MAPIStringAttribute text
                ? Optional.of(text.getDataString().strip()).filter(t -> !t.isEmpty())
                : Optional.empty();
    }
}
