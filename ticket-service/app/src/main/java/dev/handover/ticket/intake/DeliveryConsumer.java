package dev.handover.ticket.intake;

import dev.handover.channel.contract.ChannelEvent;
import dev.handover.foundation.consuming.Consumption;
import dev.handover.foundation.kafka.EventCodec;
import dev.handover.ticket.domain.ConversationCommand;
import dev.handover.ticket.domain.ConversationId;
import dev.handover.ticket.domain.DeliveryState;
import dev.handover.ticket.domain.MessageId;
import dev.handover.ticket.domain.WorkspaceKey;
import dev.handover.ticket.step.Steps;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Records on conversations what became of their outgoing messages. */
final class DeliveryConsumer implements Consumption.Each {
    private final EventCodec<ChannelEvent> codec = new EventCodec<>(ChannelEvent.TYPES);
    private final Steps steps;

    DeliveryConsumer(Steps steps) {
        this.steps = steps;
    }

    @Override
    public void handle(ConsumerRecord<String, byte[]> record, Runnable progress) {
        codec.decode(record).ifPresent(published -> {
            switch (published.event()) {
                case ChannelEvent.DeliveryChanged changed ->
                    steps.run(
                            "update_delivery",
                            new WorkspaceKey(published.envelope().workspace()),
                            InboundConsumer.context(published.envelope()),
                            streams -> {
                                progress.run();
                                return streams.take(new ConversationCommand.UpdateDelivery(
                                        new ConversationId(changed.conversationId()),
                                        new MessageId(changed.messageId()),
                                        state(changed.state()),
                                        changed.reason()));
                            });
            }
        });
    }

    private static DeliveryState state(ChannelEvent.DeliveryState state) {
        return switch (state) {
            case QUEUED -> DeliveryState.QUEUED;
            case SENT -> DeliveryState.SENT;
            case DELIVERED -> DeliveryState.DELIVERED;
            case READ -> DeliveryState.READ;
            case FAILED -> DeliveryState.FAILED;
        };
    }
}
