package dev.handover.query.directory;

import dev.handover.foundation.consuming.Consumption;
import dev.handover.foundation.kafka.EventCodec;
import dev.handover.foundation.kafka.Published;
import dev.handover.foundation.kafka.UnreadableRecordException;
import dev.handover.query.projection.Projecting;
import dev.handover.query.projection.StreamKey;
import dev.handover.routing.contract.DirectoryRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Keeps the directory: people and teams as they are now. The topic is compacted, so versions may be missing; an older
 * one than that which is known changes nothing.
 */
@Component
class DirectoryProjector implements Consumption {
    private final EventCodec<DirectoryRecord> codec = new EventCodec<>(DirectoryRecord.TYPES);
    private final JdbcClient jdbc;
    private final Projecting projecting;

    DirectoryProjector(JdbcClient jdbc, Projecting projecting) {
        this.jdbc = jdbc;
        this.projecting = projecting;
    }

    @Override
    public void handle(List<ConsumerRecord<String, byte[]>> records) {
        projecting.begin();
        List<StreamKey> moved = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            if (record.value() == null) {
                remove(record.key());
                continue;
            }
            Optional<Published<DirectoryRecord>> published = codec.decode(record);
            if (published.isPresent() && newer(published.get())) {
                put(published.get());
                var envelope = published.get().envelope();
                moved.add(new StreamKey(envelope.workspace(), envelope.subject()));
            }
        }
        projecting.announce(moved);
    }

    private boolean newer(Published<DirectoryRecord> published) {
        var envelope = published.envelope();
        return jdbc.sql("""
                        insert into directory_version as v (workspace, stream_id, version) values (?, ?, ?)
                        on conflict (workspace, stream_id) do update set version = excluded.version
                        where v.version < excluded.version
                        """)
                        .params(envelope.workspace(), envelope.subject(), envelope.sequence())
                        .update()
                == 1;
    }

    private void put(Published<DirectoryRecord> published) {
        String workspace = published.envelope().workspace();
        switch (published.event()) {
            case DirectoryRecord.OperatorRecord e ->
                jdbc.sql("""
                                insert into operator (workspace, operator_id, subject, handle, display_name, email, role,
                                  availability, teams) values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                                on conflict (workspace, operator_id) do update set subject = excluded.subject,
                                  handle = excluded.handle, display_name = excluded.display_name,
                                  email = excluded.email, role = excluded.role,
                                  availability = excluded.availability, teams = excluded.teams
                                """)
                        .param(workspace)
                        .param(e.operatorId())
                        .param(e.subject())
                        .param(e.handle())
                        .param(e.displayName())
                        .param(e.email())
                        .param(e.role())
                        .param(e.availability().name())
                        .param(e.teams().toArray(String[]::new))
                        .update();
            case DirectoryRecord.TeamRecord e ->
                jdbc.sql("""
                                insert into team (workspace, team_id, name, method) values (?, ?, ?, ?)
                                on conflict (workspace, team_id) do update set name = excluded.name,
                                  method = excluded.method
                                """)
                        .params(workspace, e.teamId(), e.name(), e.method())
                        .update();
        }
    }

    /** A tombstone: the entry is no more. Its version stays, so that an older record does not bring it back. */
    private void remove(String key) {
        String[] parts = key == null ? new String[0] : key.split(":", 3);
        if (parts.length != 3) {
            throw new UnreadableRecordException("no key of the directory", null);
        }
        String table = switch (parts[0]) {
            case "operator" -> "operator";
            case "team" -> "team";
            default -> throw new UnreadableRecordException("no key of the directory", null);
        };
        jdbc.sql("delete from " + table + " where workspace = ? and " + table + "_id = ?")
                .params(parts[1], parts[2])
                .update();
    }
}
