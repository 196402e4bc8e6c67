package dev.handover.ticket.domain;

/** What a workspace has set; every value has a default that works. */
public record Settings(StatusScheme scheme) {
    /** As a workspace begins. */
    public static final Settings DEFAULT = new Settings(StatusScheme.CLASSIC);
}
