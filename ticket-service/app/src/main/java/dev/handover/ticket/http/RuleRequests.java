package dev.handover.ticket.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.handover.ticket.domain.rule.Rule;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bodies of commands on escalation events, cleaned before they are checked; conditions: {@link Conditions}. */
@SuppressWarnings("NullAway") // what a request leaves out is null here, until it is checked
final class RuleRequests {
    private RuleRequests() {}

    /** What rules look at; messages by default. */
    enum Kind {
        message,
        alert
    }

    /**
     * @param condition see {@link ConditionBody}
     * @param actions at least one
     */
    record Definition(
            @NotNull(message = Requests.BLANK) @Size(max = 200)
            String name,

            @Nullable Kind kind,
            @NotNull @Valid ConditionBody condition,
            @NotNull @Valid Actions actions) {
        Definition {
            name = Text.line(name);
        }

        Rule.Kind ruleKind() {
            return kind == Kind.alert ? Rule.Kind.ALERT : Rule.Kind.MESSAGE;
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Actions(
            @Nullable Boolean openTicket,

            @Nullable @Pattern(regexp = Requests.ID, message = Requests.ID_RULE)
            String notifyTeam,

            @Nullable @Min(1) @Max(5) Integer priority,

            @Nullable @Pattern(regexp = Requests.ID, message = Requests.ID_RULE)
            String assignOperator,

            @Nullable @Pattern(regexp = Requests.ID, message = Requests.ID_RULE)
            String assignTeam,

            @Nullable @Size(max = 20) List<@NotNull(message = Requests.BLANK) @Size(max = 64) String> tags) {
        Actions {
            tags = tags == null
                    ? null
                    : tags.stream().map(Text::line).distinct().toList();
        }
    }

    /** @param conversations how many of the newest to look at, 50 by default */
    record DryRun(
            @NotNull @Valid ConditionBody condition,
            @Nullable @Min(1) @Max(200) Integer conversations) {}

    /**
     * A part of a rule.
     *
     * @param kind keyword, phrase, sentiment, channel, language, message_count, attribute, agent, hours, plain, all, any or not
     * @param values words, phrases, sentiments (negative, neutral, positive), channels, languages (ISO 639-1), values of
     *     the attribute, or agents: one of them is enough; for plain one text that says in plain language what is meant
     * @param name of the attribute: email, emailDomain or name of the requester; of an alert whatever it has
     * @param count of messages, for message_count: so many or more
     * @param conditions of all and any, and the one of not
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ConditionBody(
            @NotNull @Pattern(regexp = "[a-z_]{1,20}", message = "must be a kind of condition")
            String kind,

            @Nullable @Size(max = 100) List<@NotNull(message = Requests.BLANK) @Size(max = 2000) String> values,

            @Nullable @Size(max = 64) String name,
            @Nullable @Min(1) @Max(1000) Integer count,
            @Nullable @Valid HoursBody hours,
            @Nullable @Size(max = 20) List<@NotNull @Valid ConditionBody> conditions) {
        ConditionBody {
            values = values == null ? null : values.stream().map(Text::line).toList();
        }

        static ConditionBody of(String kind, List<String> values) {
            return new ConditionBody(kind, values, null, null, null, null);
        }
    }

    /**
     * Hours of a week.
     *
     * @param inside whether they are meant, or the time outside them; inside by default
     * @param zone an IANA time zone
     * @param days monday to sunday
     * @param from such as 09:00
     * @param to such as 17:00, not within; before {@code from}: on the next day
     */
    record HoursBody(
            @Nullable Boolean inside,
            @NotNull @Size(max = 64) String zone,
            @NotNull @Size(min = 1, max = 7) List<@NotNull @Pattern(regexp = "[a-z]{6,9}") String> days,

            @NotNull @Pattern(regexp = "([01][0-9]|2[0-3]):[0-5][0-9]")
            String from,

            @NotNull @Pattern(regexp = "([01][0-9]|2[0-3]):[0-5][0-9]")
            String to) {}
}
