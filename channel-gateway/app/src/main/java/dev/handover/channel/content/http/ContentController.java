package dev.handover.channel.content.http;

import dev.handover.channel.content.ContentLink;
import dev.handover.channel.content.ContentLinks;
import dev.handover.channel.content.Found;
import dev.handover.channel.content.StoredContents;
import dev.handover.foundation.problem.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What is behind a link, for whoever has it; never served as anything that could run. */
@RestController
@RequestMapping("/channels/v1/content")
class ContentController {

    /** Types that browsers show without running anything. */
    private static final Set<String> HARMLESS = Set.of(
            "image/png",
            "image/jpeg",
            "image/gif",
            "image/webp",
            "application/pdf",
            "application/zip",
            "text/plain",
            "text/csv",
            "text/calendar",
            "message/rfc822",
            "audio/mpeg",
            "audio/ogg",
            "video/mp4");

    /** Types that are shown in place. */
    private static final Set<String> SHOWN = Set.of("image/png", "image/jpeg", "image/gif", "image/webp");

    private final ContentLinks links;
    private final StoredContents contents;

    ContentController(ContentLinks links, StoredContents contents) {
        this.links = links;
        this.contents = contents;
    }

    @GetMapping("/{token}")
    @Operation(
            summary = "The content that a link leads to; needs no bearer token",
            security = {})
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = "application/octet-stream",
                            schema = @Schema(type = "string", format = "binary")))
    ResponseEntity<Resource> content(@PathVariable String token) {
        ContentLink link = links.read(token).orElseThrow(ContentProblems::nothing);
        if (links.expired(link)) {
            throw new ProblemException(ContentProblems.LINK_EXPIRED, "The link has expired; ask for another one.");
        }
        Optional<Found> content = switch (link.kind()) {
            case ATTACHMENT -> contents.attachment(link.id(), link.workspace());
            case SOURCE -> contents.source(link.id(), link.workspace());
        };
        return answer(ContentProblems.stored(content), link.download());
    }

    /** The length is told, so that a caller sees when an answer has broken off. */
    private static ResponseEntity<Resource> answer(Found.Stored content, boolean download) {
        boolean shown = !download && SHOWN.contains(content.contentType());
        HttpHeaders headers = new HttpHeaders();
        headers.setContentLength(content.sizeBytes());
        headers.setContentType(
                HARMLESS.contains(content.contentType())
                        ? MediaType.parseMediaType(content.contentType())
                        : MediaType.APPLICATION_OCTET_STREAM);
        headers.setContentDisposition((shown ? ContentDisposition.inline() : ContentDisposition.attachment())
                .filename(content.name(), StandardCharsets.UTF_8)
                .build());
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Content-Security-Policy", "default-src 'none'; sandbox");
        headers.set("Referrer-Policy", "no-referrer");
        headers.setCacheControl("private, no-store");
        content.sha256().ifPresent(hash -> {
            headers.setETag("\"" + hash + "\"");
            headers.set("Repr-Digest", "sha-256=:" + base64(hash) + ":");
        });
        return ResponseEntity.ok().headers(headers).body(new InputStreamResource(content.stream()));
    }

    private static String base64(String hex) {
        return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
    }
}
