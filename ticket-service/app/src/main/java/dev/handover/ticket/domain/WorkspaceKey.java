package dev.handover.ticket.domain;

/** The tenant's key: its id everywhere, in tokens too. */
public record WorkspaceKey(String value) {
    public WorkspaceKey {
        Check.id("WorkspaceKey", value, 64);
    }
}
