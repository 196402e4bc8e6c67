package dev.handover.channel.content.http;

import dev.handover.channel.content.ContentLink;
import dev.handover.channel.content.ContentLink.Kind;
import dev.handover.channel.content.ContentLinks;
import dev.handover.channel.content.StoredContents;
import dev.handover.foundation.caller.Caller;
import dev.handover.foundation.caller.StaffOnly;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.util.UUID;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Links to attachments and to sources of messages, for the staff of their workspace. */
@RestController
@RequestMapping("/channels/v1")
class LinkController {

    private final ContentLinks links;
    private final StoredContents contents;

    LinkController(ContentLinks links, StoredContents contents) {
        this.links = links;
        this.contents = contents;
    }

    /**
     * Where the content can be had for a while.
     *
     * @param url path on this host; whoever has it needs nothing else
     * @param expiresAt from then on it is answered with {@code link-expired}
     */
    record Link(String url, Instant expiresAt) {}

    @PostMapping("/attachments/{attachmentId}/link")
    @StaffOnly
    @Operation(
            summary = "A link to the content of an attachment; images are shown in place unless download is asked for")
    Link attachment(
            @PathVariable UUID attachmentId, @RequestParam(defaultValue = "false") boolean download, Caller caller) {
        ContentProblems.stored(contents.attachment(attachmentId, caller.workspace()));
        return link(links.link(Kind.ATTACHMENT, attachmentId, caller.workspace(), download));
    }

    @PostMapping("/messages/{messageId}/link")
    @StaffOnly
    @Operation(summary = "A link to a message exactly as it arrived")
    Link source(@PathVariable UUID messageId, Caller caller) {
        ContentProblems.stored(contents.source(messageId, caller.workspace()));
        return link(links.link(Kind.SOURCE, messageId, caller.workspace(), true));
    }

    private Link link(ContentLink link) {
        return new Link("/channels/v1/content/" + links.token(link), link.expiresAt());
    }
}
