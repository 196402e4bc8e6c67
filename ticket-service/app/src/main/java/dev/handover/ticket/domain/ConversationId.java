package dev.handover.ticket.domain;

/** Identifies a conversation. */
public record ConversationId(String value) {
    public ConversationId {
        Check.id("ConversationId", value, 64);
    }
}
