package dev.handover.ticket.http;

import dev.handover.foundation.problem.ProblemException;
import dev.handover.ticket.domain.Rejection;
import java.util.function.Function;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Lets others tell a rejection as a caller would be told. */
@Configuration(proxyBeanMethods = false)
class RejectionConfiguration {
    @Bean
    Function<Rejection, ProblemException> problemOfRejection() {
        return TicketProblems::of;
    }
}
