package dev.handover.query.projection;

import dev.handover.foundation.kafka.EventJson;
import dev.handover.ticket.contract.RequesterJournalEvent.Attribute;
import dev.handover.ticket.contract.RequesterJournalEvent.Identity;
import dev.handover.ticket.contract.RequesterJournalEvent.RequesterDetailsChanged;
import dev.handover.ticket.contract.RequesterJournalEvent.RequesterIdentityAdded;
import dev.handover.ticket.contract.RequesterJournalEvent.RequesterIdentityVerified;
import dev.handover.ticket.contract.RequesterJournalEvent.RequesterRegistered;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Customers by id, and what they are known by; joined at read, and followed there to whom they are merged into. */
final class RequesterTable {
    private static final String ADD = """
            insert into live.requester (workspace, requester_id, name, email)
            select * from unnest(?::text[], ?::text[], ?::text[], ?::text[]) on conflict do nothing""";

    private static final String IDENTITY = """
            insert into live.requester_identity (workspace, requester_id, kind, value, verified, sequence)
            select * from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::boolean[], ?::bigint[])
            on conflict do nothing""";

    private static final String ADDRESS =
            "update live.requester set email = coalesce(email, ?) where workspace = ? and requester_id = ?";
    private static final String VERIFIED = """
            update live.requester_identity set verified = true
            where workspace = ? and requester_id = ? and kind = ? and value = ?""";
    private static final String DETAILS = """
            update live.requester set name = ?, attributes = ?::jsonb where workspace = ? and requester_id = ?""";
    private static final String MERGED_INTO =
            "update live.requester set merged_into = ? where workspace = ? and requester_id = ?";

    private RequesterTable() {}

    static List<Sql> registered(Entry entry, RequesterRegistered e) {
        List<Sql> writes = new ArrayList<>();
        writes.add(Sql.of(ADD, entry.workspace(), e.requesterId(), e.name(), e.email()));
        List<Identity> identities = e.identities();
        if (identities != null) {
            identities.forEach(identity -> writes.add(identity(entry, identity)));
        } else if (e.email() != null) {
            writes.add(identity(entry, new Identity(Identity.Kind.EMAIL, e.email(), false)));
        }
        return writes;
    }

    private static Sql identity(Entry entry, Identity identity) {
        return Sql.of(
                IDENTITY,
                entry.workspace(),
                entry.stream().streamId(),
                identity.kind().name(),
                identity.value(),
                identity.verified(),
                entry.sequence());
    }

    static Sql details(Entry entry, RequesterDetailsChanged e) {
        Map<String, String> attributes = new TreeMap<>();
        for (Attribute attribute : e.attributes()) {
            attributes.put(attribute.name(), attribute.value());
        }
        return Sql.of(
                DETAILS, e.name(), EventJson.MAPPER.writeValueAsString(attributes), entry.workspace(), e.requesterId());
    }

    static List<Sql> added(Entry entry, RequesterIdentityAdded e) {
        List<Sql> writes = new ArrayList<>();
        writes.add(identity(entry, e.identity()));
        if (e.identity().kind() == Identity.Kind.EMAIL) {
            writes.add(Sql.of(ADDRESS, e.identity().value(), entry.workspace(), e.requesterId()));
        }
        return writes;
    }

    static Sql verified(Entry entry, RequesterIdentityVerified e) {
        return Sql.of(
                VERIFIED,
                entry.workspace(),
                e.requesterId(),
                e.identity().kind().name(),
                e.identity().value());
    }

    static Sql mergedInto(Entry entry, @Nullable String into) {
        return Sql.of(MERGED_INTO, into, entry.workspace(), entry.stream().streamId());
    }
}
