package dev.handover.ticket.contract;

import org.jspecify.annotations.Nullable;

/** What happened to a requester, as the journal has it. */
public sealed interface RequesterJournalEvent extends JournalEvent {
    /** A customer became known. */
    record RequesterRegistered(
            String requesterId,
            @Nullable String name,
            @Nullable String email) implements RequesterJournalEvent {}
}
