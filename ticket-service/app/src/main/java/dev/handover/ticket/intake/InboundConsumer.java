package dev.handover.ticket.intake;

import dev.handover.channel.contract.InboundEvent;
import dev.handover.foundation.kafka.EventCodec;
import dev.handover.ticket.step.Steps;
import java.util.Optional;

/** Takes customers' messages from the channels, one step each. */
final class InboundConsumer extends StepsConsumption<InboundEvent> {
    private final Intake intake;
    private final Edits edits = new Edits();

    InboundConsumer(Steps steps, Intake intake) {
        super(new EventCodec<>(InboundEvent.TYPES), steps, "take_message");
        this.intake = intake;
    }

    @Override
    Optional<Steps.Step<?>> step(InboundEvent event) {
        return switch (event) {
            case InboundEvent.InboundMessage message ->
                Optional.of(streams -> {
                    intake.take(streams, message);
                    return true;
                });
            case InboundEvent.MessageEdited edited ->
                Optional.of(streams -> {
                    edits.take(streams, edited);
                    return true;
                });
            case InboundEvent.MessageDeleted deleted ->
                Optional.of(streams -> {
                    edits.take(streams, deleted);
                    return true;
                });
            case InboundEvent.AttachmentUpdated updated ->
                Optional.of(streams -> {
                    Attachments.take(streams, updated);
                    return true;
                });
        };
    }
}
