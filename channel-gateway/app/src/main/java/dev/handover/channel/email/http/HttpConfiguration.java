package dev.handover.channel.email.http;

import dev.handover.channel.content.ContentSettings;
import dev.handover.channel.email.EmailSettings;
import dev.handover.foundation.problem.ProblemWriter;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Guards the size of requests, after security and before anything that reads a body. */
@Configuration(proxyBeanMethods = false)
class HttpConfiguration {

    @Bean
    FilterRegistrationBean<MessageSizeFilter> messageSizeFilter(
            EmailSettings settings, ContentSettings contents, ProblemWriter problems) {
        FilterRegistrationBean<MessageSizeFilter> registration = new FilterRegistrationBean<>(new MessageSizeFilter(
                settings.maxMessageSize().toBytes(),
                contents.outgoing().maxSize().toBytes(),
                problems));
        registration.setOrder(Ordered.LOWEST_PRECEDENCE - 100);
        return registration;
    }
}
