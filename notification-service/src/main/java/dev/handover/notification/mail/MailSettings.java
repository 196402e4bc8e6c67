package dev.handover.notification.mail;

import dev.handover.notification.alert.Reason;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Notifications by email.
 *
 * @param smtp the mail server; without a host no mail is sent
 * @param from the address that mails come from; needed with a mail server
 * @param mailReasons what is told by email too; default mention, assigned and customer_message
 * @param ticketUrl where a ticket is shown, with {@code {ticketId}} and {@code {number}} in it; mails carry no link
 *     without it
 * @param retryAfter pause before a mail that failed is tried again, doubled each time up to 15 minutes; default 5 s
 * @param giveUpAfter age of the event after which a mail is no longer worth sending; default 24 h
 */
@Validated
@ConfigurationProperties("handover.notification")
record MailSettings(
        @DefaultValue @Valid Smtp smtp,
        @Nullable String from,

        @DefaultValue({"mention", "assigned", "customer_message"})
        Set<Reason> mailReasons,

        @Nullable String ticketUrl,
        @DefaultValue("5s") Duration retryAfter,
        @DefaultValue("24h") Duration giveUpAfter) {

    /**
     * A mail server.
     *
     * @param port default 25
     * @param user signs in where it is set
     * @param tls whether STARTTLS is required; when false it is used where the server offers it, and no password is sent
     *     without it
     */
    record Smtp(
            @Nullable String host,
            @DefaultValue("25") @Min(1) @Max(65535) int port,
            @Nullable String user,
            @Nullable String password,
            @DefaultValue("false") boolean tls) {}

    /** Whether there is a mail server at all. */
    boolean enabled() {
        String host = smtp.host();
        return host != null && !host.isBlank();
    }

    @AssertTrue(message = "handover.notification.from is needed with handover.notification.smtp.host")
    boolean isSenderNamed() {
        return !enabled() || (from != null && from.contains("@"));
    }
}
