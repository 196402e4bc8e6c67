package dev.handover.channel.email.mime;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One leaf of a mail: what is no multipart.
 *
 * @param alternative the number of the innermost multipart/alternative around it, or 0
 * @param depth of multiparts around it
 * @param content with the transfer encoding undone
 */
record MailPart(
        HeaderParameters type,
        HeaderParameters disposition,
        Optional<String> fileName,
        Optional<String> contentId,
        int alternative,
        int depth,
        PartContent content) {

    String contentType() {
        return type.value();
    }

    boolean isText(String subtype) {
        return type.value().equals("text/" + subtype);
    }

    boolean isAttachment() {
        return disposition.value().equals("attachment");
    }

    /** A leaf that was inside another one. */
    static MailPart inside(String type, String name, Optional<String> contentId, boolean shown, PartContent content) {
        return new MailPart(
                HeaderParameters.parse(type),
                new HeaderParameters(shown ? "inline" : "attachment", Map.of()),
                Optional.of(name).filter(n -> !n.isBlank()),
                contentId,
                0,
                0,
                content);
    }

    /** Whether it is a body, to be read with the mail rather than as a file. */
    boolean isBody() {
        boolean readable = isText("plain") || isText("html") || isText("enriched") || isText("richtext");
        return readable && !isAttachment() && fileName.isEmpty();
    }

    Optional<String> charset() {
        return type.parameter("charset").map(c -> c.replace("\"", "").toLowerCase(Locale.ROOT));
    }
}
