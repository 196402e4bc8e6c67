package dev.handover.notification.journal;

import dev.handover.foundation.consuming.Consumption;
import dev.handover.foundation.kafka.Envelope;
import dev.handover.foundation.kafka.EventCodec;
import dev.handover.notification.stream.StreamVersions;
import dev.handover.routing.contract.DirectoryRecord;
import dev.handover.routing.contract.DirectoryRecord.OperatorRecord;
import dev.handover.routing.contract.DirectoryRecord.TeamRecord;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Takes in the directory: each record is an entry's full state, a record without a value removes it. */
@Component
class DirectoryConsumption implements Consumption {
    private static final EventCodec<DirectoryRecord> CODEC = new EventCodec<>(DirectoryRecord.TYPES);
    private final StreamVersions streams;
    private final JdbcClient jdbc;

    DirectoryConsumption(StreamVersions streams, JdbcClient jdbc) {
        this.streams = streams;
        this.jdbc = jdbc;
    }

    @Override
    public void handle(List<ConsumerRecord<String, byte[]>> records) {
        for (ConsumerRecord<String, byte[]> record : records) {
            if (record.value() == null) {
                remove(String.valueOf(record.key()));
                continue;
            }
            CODEC.decode(record).ifPresent(published -> {
                Envelope envelope = published.envelope();
                switch (published.event()) {
                    case OperatorRecord operator -> save(operator, envelope);
                    case TeamRecord _ -> {}
                }
                streams.raise(Map.of(envelope.subject(), envelope.sequence()));
            });
        }
    }

    private void save(OperatorRecord operator, Envelope envelope) {
        jdbc.sql("""
                        insert into operator (workspace, operator_id, subject, display_name, email, version)
                        values (:workspace, :id, :subject, :name, :email, :version)
                        on conflict (workspace, operator_id) do update set subject = excluded.subject,
                          display_name = excluded.display_name, email = excluded.email, version = excluded.version
                        where operator.version < excluded.version
                        """)
                .param("workspace", envelope.workspace())
                .param("id", operator.operatorId())
                .param("subject", operator.subject())
                .param("name", operator.displayName())
                .param("email", operator.email())
                .param("version", envelope.sequence())
                .update();
    }

    private void remove(String key) {
        String[] parts = key.split(":", 3);
        if (parts.length == 3 && parts[0].equals("operator")) {
            jdbc.sql("delete from operator where workspace = ? and operator_id = ?")
                    .params(parts[1], parts[2])
                    .update();
        }
        streams.forget(key);
    }
}
