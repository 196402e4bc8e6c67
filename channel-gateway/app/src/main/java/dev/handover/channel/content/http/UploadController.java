package dev.handover.channel.content.http;

import dev.handover.channel.content.ContentLimits;
import dev.handover.channel.content.SafeName;
import dev.handover.channel.content.Scanner;
import dev.handover.channel.content.SpooledContent;
import dev.handover.channel.content.Uploads;
import dev.handover.channel.content.Uploads.Uploaded;
import dev.handover.foundation.caller.Caller;
import dev.handover.foundation.caller.StaffOnly;
import dev.handover.foundation.problem.ProblemException;
import dev.handover.foundation.problem.ProblemType;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Uploads that replies are to carry. */
@RestController
@RequestMapping(UploadController.PATH)
class UploadController {

    static final String PATH = "/channels/v1/attachments";

    private static final int MAX_NAME = 1_000;
    private static final Pattern TYPE =
            Pattern.compile("[a-z0-9][a-z0-9!#$&^_.+-]{0,60}/[a-z0-9][a-z0-9!#$&^_.+-]{0,80}");

    private static final Logger log = LoggerFactory.getLogger(UploadController.class);

    private final Uploads uploads;
    private final Scanner scanner;

    UploadController(Uploads uploads, Scanner scanner) {
        this.uploads = uploads;
        this.scanner = scanner;
    }

    @PostMapping(consumes = "!application/x-www-form-urlencoded")
    @ResponseStatus(HttpStatus.CREATED)
    @StaffOnly
    @Operation(
            summary = "Keeps a file for a reply, for a day unless a reply takes it",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/octet-stream",
                                            schema = @Schema(type = "string", format = "binary"))))
    Uploaded upload(
            @RequestParam String name,
            @Parameter(description = "The channel of the reply, where it is known: its own limits are checked then")
                    @RequestParam(required = false)
                    @Nullable
                    String channel,
            @RequestHeader(name = "Content-Type", required = false) @Nullable String contentType,
            Caller caller,
            HttpServletRequest request)
            throws IOException {
        if (name.length() > MAX_NAME) {
            throw ProblemException.field("?name", "must have at most " + MAX_NAME + " characters");
        }
        String safe =
                SafeName.of(name).orElseThrow(() -> ProblemException.field("?name", "must be the name of a file"));
        String type = type(contentType);
        ContentLimits limits =
                channel == null ? uploads.limits().all() : uploads.limits().of(channel);
        limits.refusal(safe, type).ifPresent(UploadController::refuse);
        long maxBytes = limits.maxSize().toBytes();
        try (SpooledContent file = SpooledContent.read(request.getInputStream(), maxBytes)) {
            if (file.truncated()) {
                throw new ProblemException(ProblemType.TOO_LARGE, "A file may have up to " + maxBytes + " bytes.")
                        .with("maxBytes", maxBytes);
            }
            if (file.bytes().length() == 0) {
                throw ProblemException.field("", "the file is empty");
            }
            scan(file);
            return uploads.keep(caller.workspace(), safe, type, file.bytes().length(), file.bytes()::stream);
        }
    }

    private void scan(SpooledContent file) {
        try (InputStream content = file.bytes().stream()) {
            scanner.objection(content).ifPresent(UploadController::refuse);
        } catch (IOException e) {
            log.atWarn().setCause(e).log("an upload can't be scanned now");
            throw new ProblemException(ProblemType.UNAVAILABLE, "The file can't be scanned for malware now.");
        }
    }

    private static void refuse(String reason) {
        throw new ProblemException(ContentProblems.ATTACHMENT_REFUSED, reason);
    }

    /** Without parameters; what is none is told as some bytes. */
    private static String type(@Nullable String contentType) {
        String type = contentType == null
                ? ""
                : contentType.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
        return TYPE.matcher(type).matches() ? type : "application/octet-stream";
    }
}
