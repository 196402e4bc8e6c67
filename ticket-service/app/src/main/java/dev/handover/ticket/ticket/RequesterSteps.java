package dev.handover.ticket.ticket;

import dev.handover.ticket.domain.Actor;
import dev.handover.ticket.domain.ChannelIdentity;
import dev.handover.ticket.domain.Recipient;
import dev.handover.ticket.domain.Rejection;
import dev.handover.ticket.domain.Requester;
import dev.handover.ticket.domain.RequesterCommand;
import dev.handover.ticket.domain.RequesterId;
import dev.handover.ticket.step.RejectedException;
import dev.handover.ticket.step.RequesterLookUps.Known;
import dev.handover.ticket.step.Streams;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is done to requesters; each method runs inside a step. */
public final class RequesterSteps {
    /** The requester with that address, registered under the new id where nobody has it yet. */
    public Recipient byEmail(Streams streams, RequesterId newId, @Nullable String name, @Nullable String email) {
        String address = email == null ? null : email.toLowerCase(Locale.ROOT);
        if (address != null) {
            Optional<Known> known =
                    streams.lookUps().requesters().by(streams.workspace(), ChannelIdentity.Kind.EMAIL, address);
            if (known.isPresent()) {
                return new Recipient(known.get().id(), known.get().name(), address);
            }
        }
        register(
                streams,
                newId,
                Optional.ofNullable(name),
                address == null ? List.of() : List.of(ChannelIdentity.email(address)));
        return new Recipient(newId, name, address);
    }

    /**
     * A requester to register.
     *
     * @param id made up for it
     */
    public record NewRequester(
            RequesterId id,
            Optional<String> name,
            Map<String, String> attributes,
            List<ChannelIdentity> identities,
            Actor by) {}

    /** Registers a requester; refused where another one is known by one of the identities. */
    public Requester.Registered create(Streams streams, NewRequester wanted) {
        wanted.identities()
                .forEach(identity -> holder(streams, identity).ifPresent(known -> {
                    throw new RejectedException(new Rejection.IdentityTaken(identity, known.id()));
                }));
        register(streams, wanted.id(), wanted.name(), wanted.identities());
        return streams.take(
                new RequesterCommand.ChangeDetails(wanted.id(), wanted.name(), wanted.attributes(), wanted.by()));
    }

    private static void register(
            Streams streams, RequesterId id, Optional<String> name, List<ChannelIdentity> identities) {
        streams.begin(id);
        streams.lookUps().requesters().put(streams.workspace(), id, name.orElse(null));
        identities.forEach(identity -> streams.lookUps().requesters().add(streams.workspace(), id, identity));
        streams.take(new RequesterCommand.Register(id, streams.workspace(), name, identities));
    }

    /** Makes name and attributes these. */
    public Requester.Registered change(
            Streams streams, RequesterId id, Optional<String> name, Map<String, String> attributes, Actor by) {
        Requester.Registered after = streams.take(new RequesterCommand.ChangeDetails(id, name, attributes, by));
        streams.lookUps().requesters().put(streams.workspace(), id, name.orElse(null));
        return after;
    }

    /** Makes the requester known by something more; one that it was merged with may have it already. */
    public Requester.Registered identify(Streams streams, RequesterId id, ChannelIdentity identity, Actor by) {
        Optional<Known> known = holder(streams, identity);
        if (known.isEmpty()) {
            Requester.Registered after = streams.take(new RequesterCommand.AddIdentity(id, identity, by));
            streams.lookUps().requesters().add(streams.workspace(), id, identity);
            return after;
        }
        RequesterId holder = known.get().holder();
        if (!holder.equals(id) && !known.get().id().equals(id)) {
            throw new RejectedException(
                    new Rejection.IdentityTaken(identity, known.get().id()));
        }
        streams.take(new RequesterCommand.AddIdentity(holder, identity, by));
        return streams.registered(id);
    }

    private static Optional<Known> holder(Streams streams, ChannelIdentity identity) {
        return streams.lookUps().requesters().by(streams.workspace(), identity.kind(), identity.value());
    }

    /** Lets a requester go on as another one; the merged one after it. */
    public Requester.Registered merge(Streams streams, RequesterId source, RequesterId into, Actor by) {
        inOrder(streams, source, into);
        if (streams.requester(source) instanceof Requester.Registered
                && streams.requester(into) instanceof Requester.Unknown) {
            throw new RejectedException(new Rejection.NamesNoRequester("/into", into));
        }
        Requester.Registered merged = streams.take(new RequesterCommand.MergeInto(source, into, by));
        streams.take(new RequesterCommand.Absorb(into, source, by));
        streams.lookUps().requesters().setMergedInto(streams.workspace(), source, into);
        return merged;
    }

    /** Undoes a merge: the requester has its identities, conversations and tickets for itself again. */
    public Requester.Registered unmerge(Streams streams, RequesterId source, Actor by) {
        Optional<RequesterId> into = streams.registered(source).kin().into();
        into.ifPresent(target -> inOrder(streams, source, target));
        Requester.Registered after = streams.take(new RequesterCommand.Unmerge(source, by));
        streams.take(new RequesterCommand.GiveBack(into.orElseThrow(), source, by));
        streams.lookUps().requesters().setMergedInto(streams.workspace(), source, null);
        return after;
    }

    /** The same in every step, so that two of them can't wait for each other in a circle. */
    private static void inOrder(Streams streams, RequesterId one, RequesterId other) {
        Stream.of(one, other)
                .map(RequesterId::value)
                .sorted()
                .map(RequesterId::new)
                .forEach(streams::requester);
    }
}
