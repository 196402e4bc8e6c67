package dev.handover.foundation.consuming;

/** A record that no retry mends: its key is parked at once. */
public class ParkNowException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ParkNowException(String message) {
        super(message);
    }

    /** An earlier record of the stream has not come yet; the key is taken up again when it does. */
    public static final class Gap extends ParkNowException {
        private static final long serialVersionUID = 1L;

        public Gap(String message) {
            super(message);
        }
    }
}
