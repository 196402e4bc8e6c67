package dev.handover.ticket.domain;

/** Identifies a team in the workspace's directory. */
public record TeamId(String value) {
    public TeamId {
        Check.id("TeamId", value, 64);
    }
}
