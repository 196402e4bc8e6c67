package dev.handover.channel.email.outgoing;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.handover.foundation.consuming.Consumption;
import dev.handover.foundation.kafka.EventCodec;
import dev.handover.foundation.kafka.Published;
import dev.handover.routing.contract.DirectoryRecord;
import dev.handover.routing.contract.DirectoryRecord.OperatorRecord;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the directory says of operators, as far as it stands on their mail. */
final class OperatorProfiles implements Consumption {

    private static final EventCodec<DirectoryRecord> CODEC = new EventCodec<>(DirectoryRecord.TYPES);

    private final JdbcClient jdbc;
    private final LoadingCache<Key, Optional<Profile>> known;

    OperatorProfiles(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.known = Caffeine.newBuilder()
                .maximumSize(10_000)
                .expireAfterWrite(Duration.ofSeconds(5))
                .build(this::read);
    }

    private record Key(String workspace, String operatorId) {}

    /** An operator as customers see them. */
    record Profile(
            String displayName,
            @Nullable String sendingAddress,
            @Nullable String signature) {}

    /** As of the last five seconds. */
    Optional<Profile> find(String workspace, @Nullable String operatorId) {
        return operatorId == null ? Optional.empty() : known.get(new Key(workspace, operatorId));
    }

    private Optional<Profile> read(Key key) {
        return jdbc.sql("""
                        select display_name, sending_address, signature from operator_profile
                        where workspace = ? and operator_id = ?
                        """)
                .params(key.workspace(), key.operatorId())
                .query((row, n) -> new Profile(
                        row.getString("display_name"), row.getString("sending_address"), row.getString("signature")))
                .optional();
    }

    @Override
    public void handle(List<ConsumerRecord<String, byte[]>> records) {
        for (ConsumerRecord<String, byte[]> record : records) {
            if (record.value() == null) {
                remove(record.key());
            } else {
                CODEC.decode(record).ifPresent(this::put);
            }
        }
    }

    private void put(Published<DirectoryRecord> published) {
        if (published.event() instanceof OperatorRecord operator) {
            jdbc.sql("""
                            insert into operator_profile
                                (workspace, operator_id, version, display_name, sending_address, signature)
                            values (?, ?, ?, ?, ?, ?)
                            on conflict (workspace, operator_id) do update
                            set version = excluded.version, display_name = excluded.display_name,
                                sending_address = excluded.sending_address, signature = excluded.signature
                            where operator_profile.version < excluded.version
                            """)
                    .params(Arrays.asList(
                            published.envelope().workspace(),
                            operator.operatorId(),
                            published.envelope().sequence(),
                            operator.displayName(),
                            operator.sendingAddress(),
                            operator.signature()))
                    .update();
        }
    }

    private void remove(@Nullable String key) {
        String[] parts = key == null ? new String[0] : key.split(":", 3);
        if (parts.length == 3 && parts[0].equals("operator")) {
            jdbc.sql("delete from operator_profile where workspace = ? and operator_id = ?")
                    .params(parts[1], parts[2])
                    .update();
        }
    }
}
