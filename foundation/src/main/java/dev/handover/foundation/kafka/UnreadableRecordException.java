package dev.handover.foundation.kafka;

import org.jspecify.annotations.Nullable;

/** A record that is no event of its topic; it belongs on the dead-letter topic. */
public final class UnreadableRecordException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnreadableRecordException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
