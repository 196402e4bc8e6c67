package dev.handover.ticket.http;

import dev.handover.ticket.domain.Attachment;
import dev.handover.ticket.domain.Copies;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bodies of the command API, cleaned before they are checked. */
@SuppressWarnings("NullAway") // what a request leaves out is null here, until it is checked
final class Requests {
    static final String ID = "[A-Za-z0-9][A-Za-z0-9._:-]{0,63}";
    static final String ID_RULE = "must be an id: letters, digits, . _ : -, at most 64";
    static final String BLANK = "must not be blank";

    private Requests() {}

    record CreateWorkspace(
            @NotNull @Pattern(regexp = "[a-z0-9][a-z0-9-]{0,62}", message = "must be 1 to 63 of a-z, 0-9 and -")
            String key,

            @NotBlank @Size(max = 200) String name) {}

    record Requester(
            @Nullable @Size(max = 200) String name,
            @Nullable @Email @Size(max = 254) String email,

            @Nullable @Pattern(regexp = ID, message = ID_RULE)
            String requesterId) {
        Requester {
            name = Text.line(name);
            email = Text.line(email);
        }
    }

    record OpenTicket(
            @NotNull(message = BLANK) @Size(max = 500) String subject,
            @NotNull @Body String description,
            @Nullable @Min(1) @Max(5) Integer priority,
            @Nullable @Valid Requester requester,

            @Nullable @Pattern(regexp = ID, message = ID_RULE)
            String assigneeId,

            @Nullable @Pattern(regexp = ID, message = ID_RULE)
            String teamId,

            @Nullable @Size(max = 50) List<@NotNull(message = BLANK) @Size(max = 64) String> tags) {
        OpenTicket {
            subject = Text.line(subject);
            description = Text.clean(description);
            tags = eachOnce(tags);
        }
    }

    record Reply(
            @Nullable @Body String text,
            @Nullable @Body String html,
            @Nullable @Min(0) Long seenVersion,
            @Nullable @Size(max = 64) String status,
            @Nullable Boolean force,

            @Nullable @Pattern(regexp = ID, message = ID_RULE)
            String conversationId,

            @Nullable @Size(max = 20) List<@NotNull(message = BLANK) @Valid Attached> attachments,
            @Nullable @Size(max = 20) List<@NotBlank(message = BLANK) @Email @Size(max = 254) String> cc,
            @Nullable @Size(max = 20) List<@NotBlank(message = BLANK) @Email @Size(max = 254) String> bcc) {
        Reply {
            text = Text.clean(text);
            html = Html.clean(Text.clean(html));
            cc = eachOnce(cc);
            bcc = eachOnce(bcc);
        }

        Copies copies() {
            return new Copies(cc == null ? List.of() : cc, bcc == null ? List.of() : bcc);
        }
    }

    /** An attachment as channel-gateway told of it. */
    record Attached(
            @NotNull(message = BLANK) @Pattern(regexp = ID, message = ID_RULE)
            String attachmentId,

            @NotBlank @Size(max = 200) String name,
            @NotBlank @Size(max = 200) String contentType,
            @NotNull @Min(0) Long sizeBytes) {
        Attached {
            name = Text.line(name);
            contentType = Text.line(contentType);
        }
    }

    static List<Attachment> attachments(@Nullable List<Attached> attached) {
        return attached == null
                ? List.of()
                : attached.stream()
                        .map(a -> new Attachment(
                                a.attachmentId(), a.name(), a.contentType(), a.sizeBytes(), false, null, null, null))
                        .toList();
    }

    record Note(
            @NotBlank @Body String text,
            @Nullable @Size(max = 50) List<@NotNull @Pattern(regexp = ID, message = ID_RULE) String> mentions) {
        Note {
            text = Text.clean(text);
        }
    }

    record Assignment(
            @Nullable @Pattern(regexp = ID, message = ID_RULE)
            String operatorId,

            @Nullable @Pattern(regexp = ID, message = ID_RULE)
            String teamId) {}

    record Status(@NotBlank @Size(max = 64) String status) {}

    record Priority(@NotNull @Min(1) @Max(5) Integer priority) {}

    record Tags(@NotNull @Size(max = 50) List<@NotNull(message = BLANK) @Size(max = 64) String> tags) {
        Tags {
            tags = eachOnce(tags);
        }
    }

    record BeginReplay(
            @NotNull @Pattern(regexp = "beginning", message = "must be beginning")
            String from) {}

    static @Nullable List<String> eachOnce(@Nullable List<String> tags) {
        return tags == null ? null : tags.stream().map(Text::line).distinct().toList();
    }
}
