package dev.handover.ticket.due;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Tickets on which something is due.
 *
 * @param every how often is looked for them: a snoozed ticket wakes, and a solved one closes, up to so much late;
 *     default 5 seconds
 */
@ConfigurationProperties("handover.ticket.due")
record DueSettings(@DefaultValue("5s") Duration every) {
    DueSettings {
        if (every.compareTo(Duration.ofMillis(100)) < 0) {
            throw new IllegalArgumentException("handover.ticket.due.every must be at least 100ms");
        }
    }
}
