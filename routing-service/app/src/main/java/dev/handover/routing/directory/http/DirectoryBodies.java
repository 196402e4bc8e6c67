package dev.handover.routing.directory.http;

import dev.handover.routing.assignment.domain.Method;
import dev.handover.routing.directory.domain.Operator;
import dev.handover.routing.directory.domain.Team;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the directory's calls take and answer. */
final class DirectoryBodies {
    static final String ID = "[a-z0-9][a-z0-9_-]{0,62}";
    static final String ID_RULE = "begins with a-z or 0-9 and has up to 63 of a-z, 0-9, _ and -";
    private static final String ONE_LINE = "[^\\p{Cc}\\p{Cs}\\u2028\\u2029]*";
    private static final String ONE_LINE_RULE = "is one line of text, without control characters";

    private DirectoryBodies() {}

    /** An operator as managers write it; what is left out is none. */
    record OperatorBody(
            @NotNull
            @Pattern(
                    regexp = "[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9_-])?",
                    message = "has up to 63 letters a-z, digits, and . _ - not at the ends")
            String handle,

            @NotBlank @Size(max = 100) @Pattern(regexp = ONE_LINE, message = ONE_LINE_RULE)
            String displayName,

            @NotBlank @Email @Size(max = 254) @Pattern(regexp = ONE_LINE, message = ONE_LINE_RULE)
            String email,

            @Size(min = 1, max = 255) @Pattern(regexp = ONE_LINE, message = ONE_LINE_RULE) @Nullable
            String subject,

            @NotNull @Pattern(regexp = "owner|manager|operator", message = "is owner, manager or operator")
            String role,

            @Email @Size(min = 3, max = 254) @Pattern(regexp = ONE_LINE, message = ONE_LINE_RULE) @Nullable
            String sendingAddress,

            @Size(max = 5000) @Pattern(regexp = "[^\\u0000\\p{Cs}]*", message = "is text") @Nullable
            String signature,

            @Size(max = 100) @Nullable List<@NotNull @Pattern(regexp = ID, message = ID_RULE) String> teams) {
        Operator.Profile profile() {
            return new Operator.Profile(
                    handle.toLowerCase(Locale.ROOT),
                    displayName.strip(),
                    email,
                    subject,
                    role,
                    sendingAddress,
                    signature == null || signature.isBlank() ? null : signature,
                    teams == null ? List.of() : List.copyOf(new TreeSet<>(teams)));
        }
    }

    /** Whether an operator gets new tickets. */
    record AvailabilityBody(
            @NotNull @Pattern(regexp = "online|away|busy|offline", message = "is online, away, busy or offline")
            String availability) {}

    /** A team as managers write it; the method is balanced where none is named. */
    record TeamBody(
            @NotBlank @Size(max = 100) @Pattern(regexp = ONE_LINE, message = ONE_LINE_RULE)
            String name,

            @Pattern(regexp = "manual|balanced|round_robin", message = "is manual, balanced or round_robin") @Nullable
            String method) {
        Method chosen() {
            return method == null ? Method.BALANCED : Method.of(method);
        }
    }

    /** An operator's entry in full. */
    record OperatorState(
            String operatorId,
            String handle,
            String displayName,
            String email,
            @Nullable String subject,
            String role,
            @Nullable String sendingAddress,
            @Nullable String signature,
            List<String> teams,
            String availability,
            long version) {
        static OperatorState of(Operator operator) {
            Operator.Profile profile = operator.profile();
            return new OperatorState(
                    operator.operatorId(),
                    profile.handle(),
                    profile.displayName(),
                    profile.email(),
                    profile.subject(),
                    profile.role(),
                    profile.sendingAddress(),
                    profile.signature(),
                    profile.teams(),
                    operator.availability().name().toLowerCase(Locale.ROOT),
                    operator.version());
        }
    }

    /**
     * An operator in a list.
     *
     * @param load active tickets that are not on hold, decisions under way included
     */
    record OperatorItem(
            String operatorId,
            String handle,
            String displayName,
            String email,
            String role,
            String availability,
            List<String> teams,
            int load,
            long version) {
        static OperatorItem of(Operator operator, int load) {
            Operator.Profile profile = operator.profile();
            return new OperatorItem(
                    operator.operatorId(),
                    profile.handle(),
                    profile.displayName(),
                    profile.email(),
                    profile.role(),
                    operator.availability().name().toLowerCase(Locale.ROOT),
                    profile.teams(),
                    load,
                    operator.version());
        }
    }

    /** A team's entry. */
    record TeamState(String teamId, String name, Method method, long version) {
        static TeamState of(Team team) {
            return new TeamState(team.teamId(), team.name(), team.method(), team.version());
        }
    }

    /** The operators of a workspace, by handle. */
    record OperatorList(List<OperatorItem> items) {}

    /** The teams of a workspace; the first is the default team. */
    record TeamList(List<TeamState> items) {}
}
