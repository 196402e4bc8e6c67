package dev.handover.channel.delivery;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One attempt to send, and what is stored of its outcome. */
final class Attempts {

    private final Transport transport;
    private final Deliveries deliveries;
    private final Pacing pacing;
    private final Clock clock;

    Attempts(Transport transport, Deliveries deliveries, Pacing pacing, Clock clock) {
        this.transport = transport;
        this.deliveries = deliveries;
        this.pacing = pacing;
        this.clock = clock;
    }

    /** @param beforeEnd runs before the step after which the channel may have accepted the message */
    Outcome attempt(Outgoing outgoing, Runnable beforeEnd) {
        if (outgoing.perhapsSent() && !repeats(outgoing)) {
            return new Outcome.Refused(Problem.PERHAPS_SENT.reason());
        }
        Optional<Problem> refusal = transport.refusal(outgoing.reply(), outgoing.accountId());
        if (refusal.isPresent()) {
            Problem.Reason reason = refusal.get().reason();
            return refusal.get().retryable() ? new Outcome.Later(reason) : new Outcome.Refused(reason);
        }
        return decided(outgoing, transport.attempt(outgoing, beforeEnd));
    }

    private boolean repeats(Outgoing outgoing) {
        return transport.afterCrash(outgoing.accountId()) == AfterCrash.REPEAT;
    }

    /** What broke off at its end is tried again only where it may be there twice. */
    private Outcome decided(Outgoing outgoing, Outcome outcome) {
        return outcome instanceof Outcome.Later later
                        && later.reason().problem() == Problem.UNCERTAIN
                        && !repeats(outgoing)
                ? new Outcome.Refused(Problem.PERHAPS_SENT.saying(later.reason().words()))
                : outcome;
    }

    /** Notes, where it must not be there twice, that the channel may accept it from now on. */
    void handingOver(Outgoing outgoing) {
        if (!repeats(outgoing)) {
            deliveries.store().handingOver(outgoing.messageId(), true);
        }
    }

    /** Another instance may go on with it: it was not accepted. */
    void giveUp(Outgoing outgoing) {
        if (!repeats(outgoing)) {
            deliveries.store().handingOver(outgoing.messageId(), false);
        }
        deliveries.store().release(List.of(outgoing.messageId()));
    }

    /** Stores the outcome, and tells it where it is news; needs a transaction. */
    void store(Outgoing outgoing, Outcome outcome) {
        switch (outcome) {
            case Outcome.Accepted accepted -> deliveries.sent(outgoing, accepted.but());
            case Outcome.Refused refused ->
                deliveries.failed(
                        outgoing,
                        refused.reason().text(),
                        refused.reason().problem().retryable());
            case Outcome.Later later -> later(outgoing, later);
        }
    }

    private void later(Outgoing outgoing, Outcome.Later later) {
        if (outgoing.wantedSince().plus(pacing.giveUpAfter()).isBefore(clock.instant())) {
            deliveries.failed(
                    outgoing,
                    "Given up after " + words(pacing.giveUpAfter()) + ". "
                            + later.reason().text(),
                    true);
        } else {
            deliveries.putOff(outgoing, pacing.delay(outgoing.attempts(), later.notBefore()), later.reason());
        }
    }

    private static String words(Duration time) {
        return time.toHours() > 0
                ? time.toHours() + " h"
                : time.toMinutes() > 0 ? time.toMinutes() + " min" : time.toSeconds() + " s";
    }
}
