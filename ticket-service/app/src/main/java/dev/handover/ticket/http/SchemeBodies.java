package dev.handover.ticket.http;

import dev.handover.foundation.problem.ProblemException;
import dev.handover.ticket.domain.Phase;
import dev.handover.ticket.domain.SchemePresets;
import dev.handover.ticket.domain.StatusScheme;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Status schemes, as they are set and shown. */
@SuppressWarnings("NullAway") // what a request leaves out is null here, until it is checked
final class SchemeBodies {
    private SchemeBodies() {}

    /**
     * A status.
     *
     * @param phases that it stands for; set by hand, it means the latest of them
     * @param archives whether a ticket that gets it is archived; false where it is missing
     */
    record Status(
            @NotNull
            @Pattern(regexp = "[a-z][a-z0-9_]{0,63}", message = "must be 1 to 64 of a-z, 0-9 and _, a letter first")
            String key,

            @NotBlank @Size(max = 64) String label,
            @NotNull @Size(min = 1, max = 6) List<@NotNull Phase> phases,
            @Nullable Boolean archives) {
        Status {
            label = Text.line(label);
        }

        StatusScheme.Status domain() {
            return new StatusScheme.Status(
                    key, label, phases.stream().sorted().distinct().toList(), Boolean.TRUE.equals(archives));
        }
    }

    /**
     * A preset, or statuses of one's own.
     *
     * @param preset its name; null where the statuses are those of no preset
     * @param statuses in the order in which they are shown
     * @param autoCloseTo key of the status for tickets that close by themselves; null where they stay solved
     */
    record Scheme(
            @Nullable String preset,
            @Nullable @Size(min = 1, max = 30) List<@NotNull @Valid Status> statuses,
            @Nullable @Size(max = 64) String autoCloseTo) {
        static Scheme of(StatusScheme scheme) {
            return new Scheme(
                    SchemePresets.name(scheme).orElse(null),
                    scheme.statuses().stream()
                            .map(status -> new Status(status.key(), status.label(), status.phases(), status.archives()))
                            .toList(),
                    scheme.autoCloseTo().orElse(null));
        }

        /** What is meant; the statuses may stand next to a preset only as that has them, as an answer shows it. */
        StatusScheme domain() {
            Optional<StatusScheme> own = Optional.ofNullable(statuses)
                    .map(given -> new StatusScheme(
                            given.stream().map(Status::domain).toList(), Optional.ofNullable(autoCloseTo)));
            if (preset == null) {
                return own.orElseThrow(() -> ProblemException.field("/statuses", "must be there, or a preset"));
            }
            StatusScheme named = SchemePresets.byName().get(preset);
            if (named == null) {
                throw ProblemException.field(
                        "/preset",
                        "must be one of "
                                + String.join(", ", SchemePresets.byName().keySet()));
            }
            if (own.isPresent() && !own.get().equals(named)) {
                throw ProblemException.field("/preset", "has other statuses: leave one of the two out");
            }
            return named;
        }
    }
}
