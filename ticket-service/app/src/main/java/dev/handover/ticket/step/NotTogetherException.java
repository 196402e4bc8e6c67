package dev.handover.ticket.step;

/** A step that can't share a transaction with others after all; it has changed nothing, and is to be taken alone. */
final class NotTogetherException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotTogetherException() {
        super(null, null, false, false);
    }
}
