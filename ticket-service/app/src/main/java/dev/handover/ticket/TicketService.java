package dev.handover.ticket;

import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.info.Info;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts ticket-service. */
@SpringBootApplication
@ConfigurationPropertiesScan
@OpenAPIDefinition(
        info = @Info(title = "Handover tickets", version = "v1", description = "Commands: what is done to tickets"))
public class TicketService {
    public static void main(String[] args) {
        SpringApplication.run(TicketService.class, args);
    }
}
