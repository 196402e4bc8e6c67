package dev.handover.ticket.http;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.handover.ticket.bulk.Bulks;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bodies of bulk changes, cleaned before they are checked. */
@SuppressWarnings("NullAway") // what a request leaves out is null here, until it is checked
final class BulkRequests {
    private BulkRequests() {}

    record Begin(
            @NotEmpty @Size(max = Bulks.LIMIT)
            List<@NotNull @Pattern(regexp = Requests.ID, message = Requests.ID_RULE) String> ticketIds,

            @NotNull @Valid Wanted change) {
        Begin {
            ticketIds = ticketIds == null ? null : ticketIds.stream().distinct().toList();
        }
    }

    /** What is to be done to each ticket. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Complete.class, name = "complete"),
        @JsonSubTypes.Type(value = Reopen.class, name = "reopen"),
        @JsonSubTypes.Type(value = Status.class, name = "status"),
        @JsonSubTypes.Type(value = Assign.class, name = "assign"),
        @JsonSubTypes.Type(value = Tag.class, name = "tag"),
        @JsonSubTypes.Type(value = Priority.class, name = "priority"),
        @JsonSubTypes.Type(value = Snooze.class, name = "snooze"),
        @JsonSubTypes.Type(value = Archive.class, name = "archive"),
        @JsonSubTypes.Type(value = Erase.class, name = "erase")
    })
    sealed interface Wanted {}

    record Complete() implements Wanted {}

    record Reopen() implements Wanted {}

    record Status(@NotBlank @Size(max = 64) String status) implements Wanted {}

    record Assign(
            @Nullable @Pattern(regexp = Requests.ID, message = Requests.ID_RULE)
            String operatorId,

            @Nullable @Pattern(regexp = Requests.ID, message = Requests.ID_RULE)
            String teamId)
            implements Wanted {}

    record Tag(
            @Nullable @Size(max = 50) List<@NotNull(message = Requests.BLANK) @Size(max = 64) String> add,
            @Nullable @Size(max = 50) List<@NotNull(message = Requests.BLANK) @Size(max = 64) String> remove)
            implements Wanted {
        Tag {
            add = Requests.eachOnce(add);
            remove = Requests.eachOnce(remove);
        }
    }

    record Priority(@NotNull @Min(1) @Max(5) Integer priority) implements Wanted {}

    record Snooze(@NotNull Instant until, @Nullable Boolean wakeOnCustomerMessage) implements Wanted {}

    record Archive() implements Wanted {}

    /** For owners and managers. */
    record Erase() implements Wanted {}
}
