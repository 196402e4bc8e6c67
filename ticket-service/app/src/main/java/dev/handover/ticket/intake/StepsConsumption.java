package dev.handover.ticket.intake;

import dev.handover.foundation.consuming.Consumption;
import dev.handover.foundation.kafka.Envelope;
import dev.handover.foundation.kafka.EventCodec;
import dev.handover.foundation.kafka.Published;
import dev.handover.foundation.trace.TraceParent;
import dev.handover.ticket.domain.WorkspaceKey;
import dev.handover.ticket.step.Call;
import dev.handover.ticket.step.StepContext;
import dev.handover.ticket.step.Steps;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Takes a step for each record that asks for one, those that came at once in one transaction. */
abstract class StepsConsumption<E> implements Consumption {
    private final EventCodec<E> codec;
    private final Steps steps;
    private final String name;

    StepsConsumption(EventCodec<E> codec, Steps steps, String name) {
        this.codec = codec;
        this.steps = steps;
        this.name = name;
    }

    /** What the event asks for, if anything. */
    abstract Optional<Steps.Step<?>> step(E event);

    @Override
    public void handle(List<ConsumerRecord<String, byte[]>> records) {
        List<Call<?>> calls = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            codec.decode(record)
                    .ifPresent(
                            published -> step(published.event()).ifPresent(step -> calls.add(call(published, step))));
        }
        if (!calls.isEmpty()) {
            steps.takeTogether(calls);
        }
    }

    private <T> Call<T> call(Published<E> published, Steps.Step<T> step) {
        Envelope cause = published.envelope();
        String correlation = cause.correlationId();
        return new Call<>(
                name,
                new WorkspaceKey(cause.workspace()),
                new StepContext(
                        correlation == null ? cause.id() : correlation,
                        cause.id(),
                        TraceParent.following(cause.traceparent())),
                false,
                step);
    }

    /** Each key's records are of streams of their own. */
    @Override
    public boolean acrossPartitions() {
        return true;
    }
}
