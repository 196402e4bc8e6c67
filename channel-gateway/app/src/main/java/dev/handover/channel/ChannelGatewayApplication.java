package dev.handover.channel;

import dev.handover.foundation.idempotency.IdempotencyConfiguration;
import dev.handover.foundation.outbox.OutboxConfiguration;
import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.info.Info;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;

/** Starts channel-gateway. */
@SpringBootApplication
@Import({OutboxConfiguration.class, IdempotencyConfiguration.class})
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Handover channels",
                        version = "v1",
                        description = "Mail in over HTTP, and its attachments"))
public class ChannelGatewayApplication {

    public static void main(String[] args) {
        // else every multipart mail looks through all jars for it
        System.setProperty("jakarta.mail.util.StreamProvider", "org.eclipse.angus.mail.util.MailStreamProvider");
        SpringApplication.run(ChannelGatewayApplication.class, args);
    }
}
