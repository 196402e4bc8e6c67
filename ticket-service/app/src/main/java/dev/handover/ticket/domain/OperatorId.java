package dev.handover.ticket.domain;

/** Identifies an operator in the workspace's directory. */
public record OperatorId(String value) {
    public OperatorId {
        Check.id("OperatorId", value, 64);
    }
}
