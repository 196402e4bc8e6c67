package dev.handover.ticket.directory;

import dev.handover.foundation.consuming.Consumption;
import dev.handover.foundation.kafka.EventCodec;
import dev.handover.foundation.kafka.Published;
import dev.handover.routing.contract.DirectoryRecord;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Keeps the newest state of each entry of the directory. */
final class DirectoryConsumer implements Consumption {
    private final EventCodec<DirectoryRecord> codec = new EventCodec<>(DirectoryRecord.TYPES);
    private final JdbcClient jdbc;
    private final Runnable changed;

    /** @param changed run after each commit that may have changed entries */
    DirectoryConsumer(JdbcClient jdbc, Runnable changed) {
        this.jdbc = jdbc;
        this.changed = changed;
    }

    @Override
    public void handle(List<ConsumerRecord<String, byte[]>> records) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                changed.run();
            }
        });
        for (ConsumerRecord<String, byte[]> record : records) {
            if (record.value() != null) {
                codec.decode(record).ifPresent(this::apply);
            }
        }
    }

    private void apply(Published<DirectoryRecord> published) {
        String workspace = published.envelope().workspace();
        long version = published.envelope().sequence();
        switch (published.event()) {
            case DirectoryRecord.OperatorRecord o ->
                jdbc.sql("""
                                insert into directory_operator
                                  (workspace, operator_id, subject, handle, display_name, email, version)
                                values (?, ?, ?, ?, ?, ?, ?)
                                on conflict (workspace, operator_id) do update set
                                  subject = excluded.subject, handle = excluded.handle,
                                  display_name = excluded.display_name, email = excluded.email,
                                  version = excluded.version
                                where directory_operator.version < excluded.version
                                """)
                        .param(workspace)
                        .param(o.operatorId())
                        .param(o.subject())
                        .param(o.handle().toLowerCase(Locale.ROOT))
                        .param(o.displayName())
                        .param(o.email())
                        .param(version)
                        .update();
            case DirectoryRecord.TeamRecord t ->
                jdbc.sql("""
                                insert into directory_team (workspace, team_id, version) values (?, ?, ?)
                                on conflict (workspace, team_id) do update set version = excluded.version
                                where directory_team.version < excluded.version
                                """).params(workspace, t.teamId(), version).update();
        }
    }
}
