package dev.handover.ticket.domain.rule;

/** How a text sounds. */
public enum Sentiment {
    NEGATIVE,
    NEUTRAL,
    POSITIVE
}
