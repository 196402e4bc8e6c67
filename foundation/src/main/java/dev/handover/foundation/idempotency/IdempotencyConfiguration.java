package dev.handover.foundation.idempotency;

import dev.handover.foundation.caller.Callers;
import dev.handover.foundation.problem.ProblemWriter;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.transaction.support.TransactionTemplate;

/** Idempotency of every POST, for services whose state is in tables; runs behind the security filters. */
@Configuration(proxyBeanMethods = false)
public class IdempotencyConfiguration {

    @Bean
    FilterRegistrationBean<IdempotencyFilter> idempotencyFilter(
            Answers answers, Callers callers, ProblemWriter problems, TransactionTemplate transactions) {
        FilterRegistrationBean<IdempotencyFilter> registration =
                new FilterRegistrationBean<>(new IdempotencyFilter(answers, callers, problems, transactions));
        registration.setOrder(Ordered.LOWEST_PRECEDENCE);
        return registration;
    }
}
