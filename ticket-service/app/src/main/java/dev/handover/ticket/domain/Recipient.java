package dev.handover.ticket.domain;

import org.jspecify.annotations.Nullable;

/** The requester as a ticket or a conversation knows them. */
public record Recipient(
        RequesterId id, @Nullable String name, @Nullable String email) {}
