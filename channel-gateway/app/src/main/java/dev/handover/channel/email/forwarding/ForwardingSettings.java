package dev.handover.channel.email.forwarding;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The SMTP server that forwarded mail comes to.
 *
 * @param port where it listens; -1, the default, for not at all; 0 for any free port
 * @param domain of the addresses that are issued: its MX record names this server
 * @param sslBundle the name of a {@code spring.ssl.bundle} for STARTTLS; none by default
 * @param requireTls whether mail is taken over TLS only, default false
 * @param maxConnections at once, default 100; further ones wait
 * @param maxRecipients of one mail, default 10
 * @param timeout how long a connection may be silent, default 1 min
 */
@Validated
@ConfigurationProperties("handover.email.forwarding")
public record ForwardingSettings(
        @Min(-1) @Max(65535) @DefaultValue("-1") int port,

        @Nullable @Pattern(regexp = "[a-z0-9.-]{1,180}") String domain,

        @Nullable String sslBundle,
        @DefaultValue("false") boolean requireTls,
        @Min(1) @DefaultValue("100") int maxConnections,
        @Min(1) @DefaultValue("10") int maxRecipients,
        @NotNull @DefaultValue("1m") Duration timeout) {}
