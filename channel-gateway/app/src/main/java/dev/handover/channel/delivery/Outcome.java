package dev.handover.channel.delivery;

import java.time.Duration;

/** What came of one attempt to send. */
public sealed interface Outcome {

    /** The channel has accepted the message. */
    record Accepted() implements Outcome {}

    /** The channel will never accept it as it is. */
    record Refused(Problem.Reason reason) implements Outcome {}

    /**
     * It may work later.
     *
     * @param notBefore how long the channel asks to wait at least; zero where it asks for nothing
     */
    record Later(Problem.Reason reason, Duration notBefore) implements Outcome {
        public Later(Problem.Reason reason) {
            this(reason, Duration.ZERO);
        }
    }
}
