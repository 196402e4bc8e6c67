package dev.handover.ticket.http;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The bodies of what is done to a ticket beside talking and assigning, cleaned before they are checked. */
@SuppressWarnings("NullAway") // what a request leaves out is null here, until it is checked
final class WorkRequests {
    private static final String BLANK = "must not be blank";
    private static final String ADDRESS = "https?://[^\\s]{1,2000}";
    private static final String ADDRESS_RULE = "must be an http or https address without spaces, at most 2000 long";

    private WorkRequests() {}

    record Subject(
            @NotNull(message = BLANK) @Size(max = 500) String subject) {
        Subject {
            subject = Text.line(subject);
        }
    }

    record Description(@NotNull @Body String description) {
        Description {
            description = Text.clean(description);
        }
    }

    record Classification(
            @Nullable @Size(max = 200) String topic,
            @Nullable @Size(max = 200) String intent,
            @Nullable @Size(max = 64) String label,
            @Nullable @Size(max = 64) String subLabel) {
        Classification {
            topic = Text.line(topic);
            intent = Text.line(intent);
            label = Text.line(label);
            subLabel = Text.line(subLabel);
        }
    }

    record Record(
            @NotNull @Pattern(regexp = "activity_case|alert|url", message = "must be activity_case, alert or url")
            String type,

            @Nullable @Size(max = 200) String reference,
            @NotNull(message = BLANK) @Size(max = 200) String title,

            @Nullable @Pattern(regexp = ADDRESS, message = ADDRESS_RULE)
            String url) {
        Record {
            reference = Text.line(reference);
            title = Text.line(title);
        }
    }

    record Snooze(@NotNull Instant until, @Nullable Boolean wakeOnCustomerMessage) {}

    record ExternalReference(
            @NotBlank @Pattern(regexp = "[a-z0-9][a-z0-9._-]{0,63}", message = "must be 1 to 64 of a-z, 0-9, . _ -")
            String platform,

            @NotNull(message = BLANK) @Size(max = 200) String remoteId,

            @Nullable @Pattern(regexp = ADDRESS, message = ADDRESS_RULE)
            String url,

            @NotNull @Pattern(regexp = "in|out|both", message = "must be in, out or both")
            String direction,

            @NotNull Instant lastSyncAt) {
        ExternalReference {
            remoteId = Text.line(remoteId);
        }
    }
}
