package dev.handover.ticket.intake;

import dev.handover.foundation.kafka.EventCodec;
import dev.handover.ticket.contract.AlertEvent;
import dev.handover.ticket.conversation.AlertSteps;
import dev.handover.ticket.domain.TicketId;
import dev.handover.ticket.step.Steps;
import dev.handover.ticket.ticket.Ids;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Takes alerts of systems outside, one step each. */
final class AlertConsumer extends StepsConsumption<AlertEvent> {
    private static final int KEY_LENGTH = 200;
    private static final int TITLE_LENGTH = 500;
    private static final int WORD_LENGTH = 64;
    private static final int ADDRESS_LENGTH = 2000;
    private static final int ATTRIBUTES = 50;
    private final AlertSteps alerts;
    private final Ids ids;

    AlertConsumer(Steps steps, AlertSteps alerts, Ids ids) {
        super(new EventCodec<>(AlertEvent.TYPES), steps, "take_alert");
        this.alerts = alerts;
        this.ids = ids;
    }

    @Override
    Optional<Steps.Step<?>> step(AlertEvent event) {
        return switch (event) {
            case AlertEvent.AlertRaised raised -> {
                TicketId newTicket = new TicketId(ids.next());
                AlertSteps.Alert alert = new AlertSteps.Alert(
                        key(raised.alertKey()),
                        line(raised.title(), TITLE_LENGTH),
                        line(raised.severity(), WORD_LENGTH),
                        address(raised.url()).orElse(null),
                        raised.attributes().stream()
                                .limit(ATTRIBUTES)
                                .collect(Collectors.toMap(
                                        attribute -> line(attribute.name(), WORD_LENGTH),
                                        attribute -> line(attribute.value(), TITLE_LENGTH),
                                        (first, second) -> first)));
                yield Optional.of(streams -> alerts.raise(streams, alert, newTicket));
            }
        };
    }

    /** What is too long to be shown whole stays another one than its neighbours. */
    private static String key(String text) {
        return text.length() <= KEY_LENGTH ? line(text, KEY_LENGTH) : Ids.derived("alert", text);
    }

    /** On one line, cut to that length. */
    private static String line(String text, int length) {
        String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        if (line.length() <= length) {
            return line;
        }
        return line.substring(0, Character.isHighSurrogate(line.charAt(length - 1)) ? length - 1 : length);
    }

    /** Whatever else an address is, people are not led there. */
    private static Optional<String> address(@Nullable String url) {
        return Optional.ofNullable(url)
                .filter(text -> text.length() <= ADDRESS_LENGTH && text.matches("https?://\\S+"));
    }
}
