package dev.handover.query;

import dev.handover.foundation.idempotency.IdempotencyConfiguration;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** query-service: lists, counts, tickets, timelines and the live stream, folded from the journal. */
@SpringBootApplication
@Import(IdempotencyConfiguration.class)
public class QueryApplication {
    public static void main(String[] arguments) {
        SpringApplication.run(QueryApplication.class, arguments);
    }

    @Bean
    OpenAPI description() {
        return new OpenAPI()
                .info(new Info()
                        .title("Handover queries")
                        .version("v1")
                        .description("Every read: lists with exact counts, tickets, timelines, the live stream."));
    }
}
