package dev.handover.notification.journal;

import dev.handover.foundation.consuming.Consumption;
import dev.handover.foundation.kafka.EventCodec;
import dev.handover.foundation.kafka.Published;
import dev.handover.routing.contract.DirectoryRecord;
import dev.handover.routing.contract.DirectoryRecord.OperatorRecord;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who is in which team, by the directory; a consumer of its own, so that it has read the topic from its beginning. */
@Component
class TeamTable implements Consumption {
    private static final EventCodec<DirectoryRecord> CODEC = new EventCodec<>(DirectoryRecord.TYPES);
    private final JdbcClient jdbc;

    TeamTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<String> members(String workspace, String team) {
        return jdbc.sql("select operator_id from member where workspace = ? and ? = any(teams) order by operator_id")
                .params(workspace, team)
                .query(String.class)
                .list();
    }

    @Override
    public void handle(List<ConsumerRecord<String, byte[]>> records) {
        for (ConsumerRecord<String, byte[]> record : records) {
            if (record.value() == null) {
                remove(String.valueOf(record.key()));
                continue;
            }
            Optional<Published<DirectoryRecord>> published = CODEC.decode(record);
            if (published.isPresent() && published.get().event() instanceof OperatorRecord operator) {
                save(operator, published.get().envelope().workspace());
            }
        }
    }

    private void save(OperatorRecord operator, String workspace) {
        jdbc.sql("""
                        insert into member (workspace, operator_id, teams) values (?, ?, ?)
                        on conflict (workspace, operator_id) do update set teams = excluded.teams
                        """)
                .params(workspace, operator.operatorId(), operator.teams().toArray(String[]::new))
                .update();
    }

    private void remove(String key) {
        String[] parts = key.split(":", 3);
        if (parts.length == 3 && parts[0].equals("operator")) {
            jdbc.sql("delete from member where workspace = ? and operator_id = ?")
                    .params(parts[1], parts[2])
                    .update();
        }
    }
}
