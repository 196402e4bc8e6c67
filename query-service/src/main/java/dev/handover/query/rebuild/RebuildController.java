package dev.handover.query.rebuild;

import dev.handover.foundation.caller.OperationsOnly;
import dev.handover.query.generation.Generations;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Rebuilding the views, for those who run the system. */
@RestController
@RequestMapping("/query/v1/operations/rebuild")
@OperationsOnly
class RebuildController {
    private final Rebuilds rebuilds;
    private final Generations generations;
    private final JdbcClient jdbc;

    RebuildController(Rebuilds rebuilds, Generations generations, JdbcClient jdbc) {
        this.rebuilds = rebuilds;
        this.generations = generations;
        this.jdbc = jdbc;
    }

    /**
     * What to build from.
     *
     * @param replayId as ticket-service answered when the replay was asked for
     * @param force goes live even where a key parked in the new views makes them show something older
     */
    record RebuildRequest(
            @NotNull @Pattern(regexp = "[A-Za-z0-9-]{1,100}")
            String replayId,

            @Nullable Boolean force) {}

    /** A generation on its way. */
    record GenerationStatus(
            int number,
            Generations.State state,
            @Nullable String replayId,
            Instant beganAt,
            Instant changedAt,
            int partitions,
            int partitionsReplayed,
            @Nullable Long streamsBehind,
            @Nullable Long differences) {}

    /** All generations. */
    record RebuildStatus(List<GenerationStatus> generations) {}

    @GetMapping
    @Operation(summary = "The generations of the views: the live one, the one being built, the one being put away")
    RebuildStatus status() {
        return new RebuildStatus(generations.all().stream().map(this::status).toList());
    }

    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Builds the views again beside the live ones, from a replay, and switches")
    RebuildStatus begin(@Valid @RequestBody RebuildRequest request) {
        rebuilds.begin(request.replayId(), Boolean.TRUE.equals(request.force()));
        return status();
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Gives up the rebuild under way")
    void abandon() {
        rebuilds.abandon();
    }

    private GenerationStatus status(Generations.Known known) {
        record Replayed(int all, int ended) {}
        Replayed replayed = jdbc.sql("""
                        select count(*) as all_of_them, count(*) filter (where ended) as ended
                        from replay_partition where generation = ?
                        """)
                .params(known.generation().number())
                .query((row, n) -> new Replayed(row.getInt("all_of_them"), row.getInt("ended")))
                .single();
        return new GenerationStatus(
                known.generation().number(),
                known.state(),
                known.replayId(),
                known.beganAt(),
                known.changedAt(),
                replayed.all(),
                replayed.ended(),
                known.behind(),
                known.differences());
    }
}
