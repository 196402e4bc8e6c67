package dev.handover.ticket.http;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** The bodies of commands on conversations, cleaned before they are checked. */
@SuppressWarnings("NullAway") // what a request leaves out is null here, until it is checked
final class ConversationRequests {
    private static final String BLANK = "must not be blank";

    private ConversationRequests() {}

    /** @param requester who it is, where {@code requesterId} names nobody who is known; neither: somebody unknown */
    record Start(
            @NotNull(message = BLANK)
            @Pattern(regexp = "[a-z][a-z0-9_-]{0,31}", message = "must be 1 to 32 of a-z, 0-9, _ and -")
            String channel,

            @Nullable @Size(max = 500) String subject,

            @Nullable @Pattern(regexp = Requests.ID, message = Requests.ID_RULE)
            String requesterId,

            @Valid Requests.@Nullable Requester requester) {
        Start {
            subject = Text.line(subject);
        }
    }

    /** Whose words they are. */
    enum From {
        agent,
        customer
    }

    /**
     * @param from whose words they are; the agent's own by default
     * @param externalId the channel's id of the message
     */
    record Post(
            @Nullable @Body String text,
            @Nullable @Body String html,
            @Nullable From from,
            @Nullable @Size(max = 500) String externalId) {
        Post {
            text = Text.clean(text);
            html = Html.clean(Text.clean(html));
            externalId = Text.line(externalId);
        }
    }

    record Escalate(
            @NotNull(message = BLANK) @Size(max = 500) String reason,

            @NotBlank
            @Size(max = 100)
            @Pattern(regexp = "[A-Za-z0-9._:-]*", message = "must be of letters, digits, . _ : -")
            String trigger,

            @Nullable @Size(max = 500) String subject,
            @Nullable @Body String summary,
            @Nullable @Min(1) @Max(5) Integer priority,
            @Nullable @Size(max = 100) String topic,
            @Nullable @Size(max = 100) String intent) {
        Escalate {
            reason = Text.line(reason);
            subject = Text.line(subject);
            summary = Text.clean(summary);
            topic = Text.line(topic);
            intent = Text.line(intent);
        }
    }

    record Associate(
            @NotNull(message = BLANK) @Pattern(regexp = Requests.ID, message = Requests.ID_RULE)
            String conversationId) {}
}
