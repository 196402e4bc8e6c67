package dev.handover.ticket.intake;

import dev.handover.channel.contract.ChannelEvent;
import dev.handover.foundation.kafka.EventCodec;
import dev.handover.ticket.domain.ConversationCommand;
import dev.handover.ticket.domain.ConversationId;
import dev.handover.ticket.domain.DeliveryState;
import dev.handover.ticket.domain.MessageId;
import dev.handover.ticket.step.Steps;
import java.util.Optional;

/** Records on conversations what became of their outgoing messages. */
final class DeliveryConsumer extends StepsConsumption<ChannelEvent> {

    DeliveryConsumer(Steps steps) {
        super(new EventCodec<>(ChannelEvent.TYPES), steps, "update_delivery");
    }

    @Override
    Optional<Steps.Step<?>> step(ChannelEvent event) {
        return switch (event) {
            case ChannelEvent.DeliveryChanged changed ->
                Optional.of(streams -> streams.take(new ConversationCommand.UpdateDelivery(
                        new ConversationId(changed.conversationId()),
                        new MessageId(changed.messageId()),
                        state(changed.state()),
                        changed.reason())));
            case ChannelEvent.AccountConnected _,
                    ChannelEvent.AccountChanged _,
                    ChannelEvent.AccountFailing _,
                    ChannelEvent.AccountRecovered _,
                    ChannelEvent.AccountRemoved _ -> Optional.empty();
        };
    }

    private static DeliveryState state(ChannelEvent.DeliveryState state) {
        return switch (state) {
            case QUEUED -> DeliveryState.QUEUED;
            case SENDING -> DeliveryState.SENDING;
            case SENT -> DeliveryState.SENT;
            case DELIVERED -> DeliveryState.DELIVERED;
            case READ -> DeliveryState.READ;
            case FAILED -> DeliveryState.FAILED;
            case CANCELLED -> DeliveryState.CANCELLED;
        };
    }
}
