package dev.handover.ticket.intake;

import dev.handover.channel.contract.InboundEvent;
import dev.handover.foundation.consuming.Consumption;
import dev.handover.foundation.kafka.Envelope;
import dev.handover.foundation.kafka.EventCodec;
import dev.handover.foundation.trace.TraceParent;
import dev.handover.ticket.domain.WorkspaceKey;
import dev.handover.ticket.step.StepContext;
import dev.handover.ticket.step.Steps;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Takes customers' messages from the channels, one step each. */
final class InboundConsumer implements Consumption.Each {
    private final EventCodec<InboundEvent> codec = new EventCodec<>(InboundEvent.TYPES);
    private final Steps steps;
    private final Intake intake;

    InboundConsumer(Steps steps, Intake intake) {
        this.steps = steps;
        this.intake = intake;
    }

    @Override
    public void handle(ConsumerRecord<String, byte[]> record, Runnable progress) {
        codec.decode(record)
                .ifPresent(published -> steps.run(
                        "take_message",
                        new WorkspaceKey(published.envelope().workspace()),
                        context(published.envelope()),
                        streams -> {
                            progress.run();
                            switch (published.event()) {
                                case InboundEvent.InboundMessage message -> intake.take(streams, message);
                            }
                            return true;
                        }));
    }

    static StepContext context(Envelope cause) {
        String correlation = cause.correlationId();
        return new StepContext(
                correlation == null ? cause.id() : correlation, cause.id(), TraceParent.following(cause.traceparent()));
    }
}
