package dev.handover.ticket.domain;

/** Identifies a routing decision. */
public record DecisionId(String value) {
    public DecisionId {
        Check.id("DecisionId", value, 64);
    }
}
