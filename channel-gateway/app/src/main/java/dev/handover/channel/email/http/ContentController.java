package dev.handover.channel.email.http;

import dev.handover.channel.email.storage.StoredContents;
import dev.handover.channel.email.storage.StoredContents.StoredContent;
import dev.handover.foundation.caller.Caller;
import dev.handover.foundation.caller.StaffOnly;
import dev.handover.foundation.problem.ProblemException;
import dev.handover.foundation.problem.ProblemType;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Attachments and sources of messages, for the staff of their workspace; never served as anything that could run. */
@RestController
@RequestMapping("/channels/v1")
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

    private final StoredContents contents;

    ContentController(JdbcClient jdbc) {
        this.contents = new StoredContents(jdbc);
    }

    @GetMapping("/attachments/{attachmentId}")
    @StaffOnly
    @Operation(summary = "The content of an attachment")
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = "application/octet-stream",
                            schema = @Schema(type = "string", format = "binary")))
    ResponseEntity<Resource> attachment(@PathVariable UUID attachmentId, Caller caller) {
        return answer(contents.attachment(attachmentId, caller.workspace()));
    }

    @GetMapping("/messages/{messageId}/raw")
    @StaffOnly
    @Operation(summary = "A message exactly as it arrived")
    @ApiResponse(
            responseCode = "200",
            content = @Content(mediaType = "message/rfc822", schema = @Schema(type = "string", format = "binary")))
    ResponseEntity<Resource> raw(@PathVariable UUID messageId, Caller caller) {
        return answer(contents.source(messageId, caller.workspace()));
    }

    /** The length is told, so that a caller sees when an answer has broken off. */
    private static ResponseEntity<Resource> answer(Optional<StoredContent> found) {
        StoredContent content =
                found.orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "There is no such content."));
        return ResponseEntity.ok()
                .contentLength(content.sizeBytes())
                .contentType(
                        HARMLESS.contains(content.contentType())
                                ? MediaType.parseMediaType(content.contentType())
                                : MediaType.APPLICATION_OCTET_STREAM)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(content.name(), StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "default-src 'none'; sandbox")
                .header(HttpHeaders.CACHE_CONTROL, "private, no-store")
                .body(new InputStreamResource(content.stream()));
    }
}
