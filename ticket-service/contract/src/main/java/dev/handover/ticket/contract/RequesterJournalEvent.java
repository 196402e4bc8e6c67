package dev.handover.ticket.contract;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened to a requester, as the journal has it. */
public sealed interface RequesterJournalEvent extends JournalEvent {
    /**
     * What a customer is known by on a channel.
     *
     * @param value in one spelling, so that equal ones are the same
     * @param verified whether it is proven that the customer holds it
     */
    record Identity(Kind kind, String value, boolean verified) {
        /** The kinds of channel that know a customer by something. */
        public enum Kind {
            EMAIL,
            PHONE,
            TELEGRAM,
            WIDGET
        }
    }

    /** Something that the workspace knows about a customer. */
    record Attribute(String name, String value) {}

    /**
     * A customer became known.
     *
     * @param email the first address, or null
     * @param identities absent in older records: then the address is the only one
     */
    record RequesterRegistered(
            String requesterId,
            @Nullable String name,
            @Nullable String email,
            @Nullable List<Identity> identities) implements RequesterJournalEvent {}

    /** Name and attributes are these. */
    record RequesterDetailsChanged(
            String requesterId, @Nullable String name, List<Attribute> attributes, Actor by, Instant occurredAt)
            implements RequesterJournalEvent {}

    /** The customer is known by something more. */
    record RequesterIdentityAdded(String requesterId, Identity identity, Actor by, Instant occurredAt)
            implements RequesterJournalEvent {}

    /** It is proven that the customer holds the identity. */
    record RequesterIdentityVerified(String requesterId, Identity identity, Actor by, Instant occurredAt)
            implements RequesterJournalEvent {}

    /** The requester goes on as another one. */
    record RequesterMerged(String requesterId, String into, Actor by, Instant occurredAt)
            implements RequesterJournalEvent {}

    /** Another one goes on as this requester. */
    record RequesterAbsorbed(String requesterId, String source, Actor by, Instant occurredAt)
            implements RequesterJournalEvent {}

    /** The requester stands for itself again. */
    record RequesterUnmerged(String requesterId, String from, Actor by, Instant occurredAt)
            implements RequesterJournalEvent {}

    /** The other one stands for itself again. */
    record RequesterGaveBack(String requesterId, String source, Actor by, Instant occurredAt)
            implements RequesterJournalEvent {}

    /** Who the requester is, is gone: whoever has copies removes them. */
    record RequesterErased(String requesterId, Actor by, Instant occurredAt) implements RequesterJournalEvent {}
}
