package dev.handover.ticket.http;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bodies of commands on two tickets, cleaned before they are checked. */
@SuppressWarnings("NullAway") // what a request leaves out is null here, until it is checked
final class RelationRequests {
    private RelationRequests() {}

    record Merge(
            @NotNull(message = Requests.BLANK) @Pattern(regexp = Requests.ID, message = Requests.ID_RULE)
            String into) {}

    record Split(
            @NotEmpty @Size(max = 100)
            List<@NotNull @Pattern(regexp = Requests.ID, message = Requests.ID_RULE) String> messageIds,

            @Nullable @Size(min = 1, max = 500) String subject,
            @Nullable @Body String description) {
        Split {
            messageIds =
                    messageIds == null ? null : messageIds.stream().distinct().toList();
            subject = Text.line(subject);
            description = Text.clean(description);
        }
    }

    /** {@code ticketId} is absent for a new ticket of the message's sender. */
    record Move(
            @Nullable @Pattern(regexp = Requests.ID, message = Requests.ID_RULE)
            String ticketId) {}

    record FollowUp(
            @Nullable @Size(min = 1, max = 500) String subject,
            @NotNull @Body String description,
            @Nullable @Min(1) @Max(5) Integer priority) {
        FollowUp {
            subject = Text.line(subject);
            description = Text.clean(description);
        }
    }
}
