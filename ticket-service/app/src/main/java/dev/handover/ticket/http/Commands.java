package dev.handover.ticket.http;

import dev.handover.foundation.caller.Caller;
import dev.handover.foundation.idempotency.Answers;
import dev.handover.foundation.operation.After;
import dev.handover.foundation.problem.ProblemException;
import dev.handover.foundation.problem.ProblemType;
import dev.handover.ticket.domain.WorkspaceKey;
import dev.handover.ticket.step.Call;
import dev.handover.ticket.step.RejectedException;
import dev.handover.ticket.step.StepContext;
import dev.handover.ticket.step.Steps;
import dev.handover.ticket.step.Streams;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * From a request to a step and back: the answer to a command is written where its events are, so that the same
 * Idempotency-Key gets the same answer, and carries how far a reader must have come to see it.
 */
@Component
class Commands {
    private final Steps steps;
    private final Answers answers;
    private final JsonMapper json;

    Commands(Steps steps, Answers answers, JsonMapper json) {
        this.steps = steps;
        this.answers = answers;
        this.json = json;
    }

    private record Outcome<T>(T body, String after) {}

    /** A POST: 201, and the first answer again for a repeated key. */
    <T> ResponseEntity<T> post(
            Caller caller,
            String name,
            String call,
            @Nullable String key,
            Object request,
            Class<T> type,
            Steps.Step<T> step) {
        return post(caller, workspace(caller), name, call, key, request, type, step);
    }

    /** A POST that acts in another workspace than the caller's. */
    <T> ResponseEntity<T> post(
            Caller caller,
            WorkspaceKey workspace,
            String name,
            String call,
            @Nullable String key,
            Object request,
            Class<T> type,
            Steps.Step<T> step) {
        Optional<Answers.Request> asked = Optional.ofNullable(key)
                .map(given -> Answers.Request.of(
                        caller.workspace(), caller.subject(), given, call, json.writeValueAsBytes(request)));
        Outcome<T> outcome = run(workspace, name, asked.isPresent(), streams -> {
            // a repeat is found out by the row of its first answer, and looked up when the step is taken again, alone
            Optional<Answers.Answer> first = streams.alone() ? asked.flatMap(answers::first) : Optional.empty();
            if (first.isPresent()) {
                return new Outcome<>(
                        json.readValue(first.get().body(), type), first.get().after());
            }
            T body = taken(step, streams, asked);
            String after = streams.after().token();
            asked.map(given -> Answers.row(given, new Answers.Answer(201, after, json.writeValueAsString(body))))
                    .ifPresent(row ->
                            streams.write(row.sql(), Set.of(), row.values().toArray()));
            return new Outcome<>(body, after);
        });
        return ResponseEntity.status(201).header(After.HEADER, outcome.after()).body(outcome.body());
    }

    /** What looks like a refusal may be the first answer's effect, which was committed while this repeat waited. */
    private <T> T taken(Steps.Step<T> step, Streams streams, Optional<Answers.Request> asked) {
        try {
            return step.take(streams);
        } catch (RejectedException e) {
            if (streams.alone() && asked.flatMap(answers::first).isPresent()) {
                throw streams.overtaken();
            }
            throw e;
        }
    }

    /** A PUT: 200. */
    <T> ResponseEntity<T> put(Caller caller, String name, Steps.Step<T> step) {
        Outcome<T> outcome = run(workspace(caller), name, false, streams -> {
            T body = step.take(streams);
            return new Outcome<>(body, streams.after().token());
        });
        return ResponseEntity.ok().header(After.HEADER, outcome.after()).body(outcome.body());
    }

    /** Reads, and changes nothing. */
    <T> T read(Caller caller, String name, Steps.Step<T> step) {
        return run(workspace(caller), name, false, step);
    }

    private <T> T run(WorkspaceKey workspace, String name, boolean mayBeRepeat, Steps.Step<T> step) {
        try {
            return steps.run(new Call<>(name, workspace, StepContext.ofRequest(), mayBeRepeat, step));
        } catch (RejectedException e) {
            throw TicketProblems.of(e.rejection());
        }
    }

    private static WorkspaceKey workspace(Caller caller) {
        try {
            return new WorkspaceKey(caller.workspace());
        } catch (IllegalArgumentException e) {
            throw new ProblemException(ProblemType.FORBIDDEN, "The token names no workspace.");
        }
    }
}
