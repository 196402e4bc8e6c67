package dev.handover.ticket.http;

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

/** The bodies of the command API. */
final class Requests {
    private static final String ID = "[A-Za-z0-9][A-Za-z0-9._:-]{0,63}";
    private static final String ID_RULE = "must be an id: letters, digits, . _ : -, at most 64";
    private static final int TEXT = 65_536;

    private Requests() {}

    record CreateWorkspace(
            @NotNull @Pattern(regexp = "[a-z0-9][a-z0-9-]{0,62}", message = "must be 1 to 63 of a-z, 0-9 and -")
            String key,

            @NotBlank @Size(max = 200) String name) {}

    record Requester(
            @Nullable @Size(max = 200) String name,
            @Nullable @Email @Size(max = 254) String email) {}

    record OpenTicket(
            @NotBlank @Size(max = 500) String subject,
            @NotNull @Size(max = TEXT) String description,
            @Nullable @Min(1) @Max(5) Integer priority,
            @Nullable @Valid Requester requester,

            @Nullable @Pattern(regexp = ID, message = ID_RULE)
            String assigneeId,

            @Nullable @Pattern(regexp = ID, message = ID_RULE)
            String teamId,

            @Nullable @Size(max = 50) List<@NotBlank @Size(max = 64) String> tags) {}

    record Reply(
            @Nullable @Size(max = TEXT) String text,
            @Nullable @Size(max = TEXT) String html,
            @Nullable @Min(0) Long seenVersion,
            @Nullable @Size(max = 64) String status,
            @Nullable Boolean force) {}

    record Note(
            @NotBlank @Size(max = TEXT) String text,

            @Nullable @Size(max = 50) List<@NotNull @Pattern(regexp = ID, message = ID_RULE) String> mentions) {}

    record Assignment(
            @Nullable @Pattern(regexp = ID, message = ID_RULE)
            String operatorId,

            @Nullable @Pattern(regexp = ID, message = ID_RULE)
            String teamId) {}

    record Status(@NotBlank @Size(max = 64) String status) {}

    record Priority(@NotNull @Min(1) @Max(5) Integer priority) {}

    record Tags(@NotNull @Size(max = 50) List<@NotBlank @Size(max = 64) String> tags) {}

    record Replay(
            @NotNull @Pattern(regexp = "beginning", message = "must be beginning")
            String from) {}
}
