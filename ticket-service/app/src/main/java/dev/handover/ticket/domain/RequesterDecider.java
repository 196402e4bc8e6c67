package dev.handover.ticket.domain;

import dev.handover.ticket.domain.Requester.Registered;
import dev.handover.ticket.domain.Requester.Unknown;
import dev.handover.ticket.domain.RequesterCommand.Absorb;
import dev.handover.ticket.domain.RequesterCommand.AddIdentity;
import dev.handover.ticket.domain.RequesterCommand.ChangeDetails;
import dev.handover.ticket.domain.RequesterCommand.GiveBack;
import dev.handover.ticket.domain.RequesterCommand.MergeInto;
import dev.handover.ticket.domain.RequesterCommand.Register;
import dev.handover.ticket.domain.RequesterCommand.Unmerge;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides what follows from a command on a requester; pure. A merge is a pointer from one requester to another: nothing
 * moves, so that an unmerge gives back exactly what there was. Both write it down, so that two merges can't form a
 * circle.
 */
public final class RequesterDecider {
    private RequesterDecider() {}

    /** What follows from the command on this requester, now. */
    public static Decision<RequesterEvent> decide(RequesterCommand command, Requester requester, Instant now) {
        return switch (requester) {
            case Unknown _ ->
                command instanceof Register c
                        ? Decision.accept(new RequesterEvent.RequesterRegistered(
                                c.requesterId(), c.workspace(), c.name().orElse(null), c.identities(), now))
                        : Decision.reject(new Rejection.NoSuchRequester(command.requesterId()));
            case Requester.Erased _ ->
                command instanceof RequesterCommand.Erase
                        ? Decision.acceptNothing()
                        : Decision.reject(new Rejection.NoSuchRequester(command.requesterId()));
            case Registered known ->
                switch (command) {
                    case RequesterCommand.Erase c ->
                        Decision.accept(new RequesterEvent.RequesterErased(c.requesterId(), c.by(), now));
                    case Register _ -> Decision.acceptNothing();
                    case ChangeDetails c -> change(c, known, now);
                    case AddIdentity c -> add(c, known, now);
                    case MergeInto c -> merge(c, known, now);
                    case Absorb c -> absorb(c, known, now);
                    case Unmerge c -> unmerge(c, known, now);
                    case GiveBack c ->
                        known.kin().absorbed().contains(c.source())
                                ? Decision.accept(
                                        new RequesterEvent.RequesterGaveBack(known.id(), c.source(), c.by(), now))
                                : Decision.acceptNothing();
                };
        };
    }

    private static Decision<RequesterEvent> change(ChangeDetails c, Registered known, Instant now) {
        if (known.kin().into().isPresent()) {
            return merged(known);
        }
        return new Requester.Details(c.name(), c.attributes()).equals(known.details())
                ? Decision.acceptNothing()
                : Decision.accept(new RequesterEvent.DetailsChanged(
                        known.id(), c.name().orElse(null), c.attributes(), c.by(), now));
    }

    /** An identity of a merged requester can still be proven. */
    private static Decision<RequesterEvent> add(AddIdentity c, Registered known, Instant now) {
        ChannelIdentity wanted = c.identity();
        Optional<ChannelIdentity> present = known.identity(wanted.kind(), wanted.value());
        if (present.isPresent()) {
            return wanted.verified() && !present.get().verified()
                    ? Decision.accept(
                            new RequesterEvent.IdentityVerified(known.id(), wanted.kind(), wanted.value(), c.by(), now))
                    : Decision.acceptNothing();
        }
        if (known.kin().into().isPresent()) {
            return merged(known);
        }
        return known.identities().size() >= Requester.MOST_IDENTITIES
                ? Decision.reject(new Rejection.TooManyIdentities(known.id(), Requester.MOST_IDENTITIES))
                : Decision.accept(new RequesterEvent.IdentityAdded(known.id(), wanted, c.by(), now));
    }

    private static Decision<RequesterEvent> merge(MergeInto c, Registered known, Instant now) {
        if (c.into().equals(known.id())) {
            return Decision.reject(new Rejection.RequesterMergedIntoItself(known.id()));
        }
        if (known.kin().into().isPresent()) {
            return known.kin().into().get().equals(c.into()) ? Decision.acceptNothing() : merged(known);
        }
        return Decision.accept(new RequesterEvent.RequesterMerged(known.id(), c.into(), c.by(), now));
    }

    private static Decision<RequesterEvent> absorb(Absorb c, Registered known, Instant now) {
        if (known.kin().absorbed().contains(c.source())) {
            return Decision.acceptNothing();
        }
        return known.kin().into().isPresent()
                ? merged(known)
                : Decision.accept(new RequesterEvent.RequesterAbsorbed(known.id(), c.source(), c.by(), now));
    }

    private static Decision<RequesterEvent> unmerge(Unmerge c, Registered known, Instant now) {
        return known.kin()
                .into()
                .map(into -> Decision.<RequesterEvent>accept(
                        new RequesterEvent.RequesterUnmerged(known.id(), into, c.by(), now)))
                .orElseGet(() -> Decision.reject(new Rejection.RequesterIsNotMerged(known.id())));
    }

    private static Decision<RequesterEvent> merged(Registered known) {
        return Decision.reject(
                new Rejection.RequesterIsMerged(known.id(), known.kin().into().orElseThrow()));
    }
}
