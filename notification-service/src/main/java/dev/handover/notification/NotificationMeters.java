package dev.handover.notification;

import dev.handover.notification.alert.Reason;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The service's meters, beyond those that every service has. */
@Component
public class NotificationMeters {
    private final MeterRegistry meters;

    NotificationMeters(MeterRegistry meters, JdbcClient jdbc) {
        this.meters = meters;
        Gauge.builder(
                        "handover.notification.mail.queue",
                        () -> jdbc.sql("select count(*) from mail_queue")
                                .query(Long.class)
                                .single())
                .description("Notifications that wait to be sent by email")
                .register(meters);
    }

    /** People were told; counted when the decision is made, so a redelivered event counts again. */
    public void told(Reason reason) {
        meters.counter("handover.notifications", "reason", reason.key()).increment();
    }

    /** A mail was {@code sent}, {@code failed} (it is tried again) or {@code given_up}. */
    public void mail(String outcome, int count) {
        meters.counter("handover.notification.mails", "outcome", outcome).increment(count);
    }
}
