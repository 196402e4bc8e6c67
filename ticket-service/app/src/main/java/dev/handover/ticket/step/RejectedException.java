package dev.handover.ticket.step;

import dev.handover.ticket.domain.Rejection;

/** Carries a rejection to the edge; no stack trace, since it is an answer and not a fault. */
public final class RejectedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Rejection rejection;

    public RejectedException(Rejection rejection) {
        super(rejection.toString(), null, false, false);
        this.rejection = rejection;
    }

    /** Why it is refused. */
    public Rejection rejection() {
        return rejection;
    }
}
