package dev.handover.ticket.publish;

import dev.handover.ticket.contract.RequesterJournalEvent;
import dev.handover.ticket.domain.ChannelIdentity;
import dev.handover.ticket.domain.RequesterEvent;
import java.util.TreeMap;

/** Stored events of requesters as the journal has them. */
final class RequesterJournal {
    private RequesterJournal() {}

    static RequesterJournalEvent of(RequesterEvent event) {
        String id = event.requesterId().value();
        return switch (event) {
            case RequesterEvent.RequesterRegistered e ->
                new RequesterJournalEvent.RequesterRegistered(
                        id,
                        e.name(),
                        ChannelIdentity.firstEmail(e.identities()).orElse(null),
                        e.identities().stream().map(RequesterJournal::identity).toList());
            case RequesterEvent.RequesterErased e ->
                new RequesterJournalEvent.RequesterErased(id, Translation.actor(e.by()), e.at());
            case RequesterEvent.DetailsChanged e ->
                new RequesterJournalEvent.RequesterDetailsChanged(
                        id,
                        e.name(),
                        new TreeMap<>(e.attributes())
                                .entrySet().stream()
                                        .map(attribute -> new RequesterJournalEvent.Attribute(
                                                attribute.getKey(), attribute.getValue()))
                                        .toList(),
                        Translation.actor(e.by()),
                        e.at());
            case RequesterEvent.IdentityAdded e ->
                new RequesterJournalEvent.RequesterIdentityAdded(
                        id, identity(e.identity()), Translation.actor(e.by()), e.at());
            case RequesterEvent.IdentityVerified e ->
                new RequesterJournalEvent.RequesterIdentityVerified(
                        id,
                        identity(new ChannelIdentity(e.kind(), e.value(), true)),
                        Translation.actor(e.by()),
                        e.at());
            case RequesterEvent.RequesterMerged e ->
                new RequesterJournalEvent.RequesterMerged(id, e.into().value(), Translation.actor(e.by()), e.at());
            case RequesterEvent.RequesterAbsorbed e ->
                new RequesterJournalEvent.RequesterAbsorbed(id, e.source().value(), Translation.actor(e.by()), e.at());
            case RequesterEvent.RequesterUnmerged e ->
                new RequesterJournalEvent.RequesterUnmerged(id, e.from().value(), Translation.actor(e.by()), e.at());
            case RequesterEvent.RequesterGaveBack e ->
                new RequesterJournalEvent.RequesterGaveBack(id, e.source().value(), Translation.actor(e.by()), e.at());
        };
    }

    private static RequesterJournalEvent.Identity identity(ChannelIdentity identity) {
        RequesterJournalEvent.Identity.Kind kind = switch (identity.kind()) {
            case EMAIL -> RequesterJournalEvent.Identity.Kind.EMAIL;
            case PHONE -> RequesterJournalEvent.Identity.Kind.PHONE;
            case TELEGRAM -> RequesterJournalEvent.Identity.Kind.TELEGRAM;
            case WIDGET -> RequesterJournalEvent.Identity.Kind.WIDGET;
        };
        return new RequesterJournalEvent.Identity(kind, identity.value(), identity.verified());
    }
}
