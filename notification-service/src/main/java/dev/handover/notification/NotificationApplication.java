package dev.handover.notification;

import dev.handover.foundation.idempotency.IdempotencyConfiguration;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** notification-service: tells people what concerns them. */
@SpringBootApplication
@Import(IdempotencyConfiguration.class)
public class NotificationApplication {
    public static void main(String[] arguments) {
        // else every mail looks through all jars for it
        System.setProperty("jakarta.mail.util.StreamProvider", "org.eclipse.angus.mail.util.MailStreamProvider");
        SpringApplication.run(NotificationApplication.class, arguments);
    }

    @Bean
    OpenAPI description() {
        return new OpenAPI()
                .info(new Info()
                        .title("Handover notifications")
                        .version("v1")
                        .description("What concerns the caller: mentions, assignments, customers' answers."));
    }
}
