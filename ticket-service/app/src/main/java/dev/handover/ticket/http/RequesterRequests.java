package dev.handover.ticket.http;

import dev.handover.foundation.problem.ProblemException;
import dev.handover.ticket.domain.ChannelIdentity;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The bodies of commands on requesters, cleaned before they are checked. */
@SuppressWarnings("NullAway") // what a request leaves out is null here, until it is checked
final class RequesterRequests {
    private RequesterRequests() {}

    record Identity(
            @NotNull(message = Requests.BLANK)
            @Pattern(regexp = "email|phone|telegram|widget", message = "must be email, phone, telegram or widget")
            String kind,

            @NotNull(message = Requests.BLANK) @Size(max = 254)
            String value,

            @Nullable Boolean verified) {
        Identity {
            value = Text.line(value);
        }

        /** @param pointer where it stands in the body */
        ChannelIdentity identity(String pointer) {
            ChannelIdentity.Kind of = ChannelIdentity.Kind.valueOf(kind.toUpperCase(Locale.ROOT));
            return ChannelIdentity.of(of, value, Boolean.TRUE.equals(verified))
                    .orElseThrow(() -> ProblemException.field(
                            pointer + "/value",
                            switch (of) {
                                case EMAIL -> "must be an email address";
                                case PHONE -> "must be a number with its country, such as +4930123456";
                                case TELEGRAM -> "must be the number of a Telegram user";
                                case WIDGET -> "must be an id of at most 200 visible ASCII characters";
                            }));
        }
    }

    record Details(
            @Nullable @Size(max = 200) String name,

            @Size(max = 50)
            Map<@NotBlank @Size(max = 64) String, @NotNull(message = Requests.BLANK) @Size(max = 500) String>
                    attributes) {
        Details {
            name = Text.line(name);
            attributes = clean(attributes);
        }
    }

    record Register(
            @Nullable @Size(max = 200) String name,

            @Size(max = 50)
            Map<@NotBlank @Size(max = 64) String, @NotNull(message = Requests.BLANK) @Size(max = 500) String>
                    attributes,

            @Nullable @Size(max = 50) List<@NotNull @Valid Identity> identities) {
        Register {
            name = Text.line(name);
            attributes = clean(attributes);
        }

        /** Each once, whatever its spelling. */
        List<ChannelIdentity> known() {
            List<ChannelIdentity> known = new ArrayList<>();
            for (int i = 0; identities != null && i < identities.size(); i++) {
                ChannelIdentity next = identities.get(i).identity("/identities/" + i);
                if (known.stream()
                        .noneMatch(
                                one -> one.kind() == next.kind() && one.value().equals(next.value()))) {
                    known.add(next);
                }
            }
            return known;
        }
    }

    record Merge(
            @NotNull(message = Requests.BLANK) @Pattern(regexp = Requests.ID, message = Requests.ID_RULE)
            String into) {}

    private static Map<String, String> clean(Map<String, String> attributes) {
        Map<String, String> clean = new TreeMap<>();
        if (attributes != null) {
            attributes.forEach(
                    (name, value) -> clean.put(String.valueOf(Text.clean(name)).strip(), Text.line(value)));
        }
        return clean;
    }
}
