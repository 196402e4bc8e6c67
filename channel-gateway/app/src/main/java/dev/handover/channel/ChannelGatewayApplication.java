package dev.handover.channel;

import dev.handover.foundation.idempotency.IdempotencyConfiguration;
import dev.handover.foundation.outbox.OutboxConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;

/** Starts channel-gateway. */
@SpringBootApplication
@Import({OutboxConfiguration.class, IdempotencyConfiguration.class})
public class ChannelGatewayApplication {

    public static void main(String[] args) {
        SpringApplication.run(ChannelGatewayApplication.class, args);
    }
}
