package dev.handover.channel.delivery;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of one attempt to send. */
public sealed interface Outcome {

    /**
     * The channel has accepted the message.
     *
     * @param but what is wrong nevertheless; null where nothing is
     */
    record Accepted(@Nullable Problem but) implements Outcome {
        public Accepted() {
            this(null);
        }
    }

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
