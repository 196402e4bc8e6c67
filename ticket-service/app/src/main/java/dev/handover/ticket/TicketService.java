package dev.handover.ticket;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts ticket-service. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class TicketService {
    public static void main(String[] args) {
        SpringApplication.run(TicketService.class, args);
    }
}
