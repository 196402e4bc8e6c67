package dev.handover.ticket.step;

import dev.handover.ticket.domain.Conversation;
import dev.handover.ticket.domain.StreamState;
import dev.handover.ticket.domain.Ticket;
import dev.handover.ticket.store.StoredJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcOperations;
import tools.jackson.databind.json.JsonMapper;

/**
 * States of long streams, so that none is folded from its beginning. They are a cache: what was written for another
 * shape of the state, or before {@link #MEANING} was raised, is not read, and all of them may be deleted at any time.
 */
final class Snapshots {
    /** Of how many events of a stream one is taken. */
    static final int EVERY = 100;

    /** To be raised when the same events come to something else, in a state of the same shape. */
    private static final int MEANING = 2;

    private record Kind(String streamType, Class<? extends StreamState> state, String revision) {
        static Kind of(Family<?, ?> family, Class<? extends StreamState> state) {
            return new Kind(family.type(), state, MEANING + "-" + Shape.of(state));
        }

        String name() {
            return streamType + ".state";
        }
    }

    /** Streams of other kinds stay short. */
    private static final Map<String, Kind> KINDS = Stream.of(
                    Kind.of(Family.TICKET, Ticket.Opened.class),
                    Kind.of(Family.CONVERSATION, Conversation.Started.class))
            .collect(Collectors.toUnmodifiableMap(Kind::streamType, kind -> kind));

    private static final JsonMapper JSON = json();
    private final JdbcOperations jdbc;

    Snapshots(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    private static JsonMapper json() {
        JsonMapper.Builder builder = JsonMapper.builder();
        StoredJson.customise(builder);
        return builder.build();
    }

    /** The newest one of the stream; empty where there is none that can be read. */
    Optional<StreamState> read(Family<?, ?> family, String id) {
        Kind kind = KINDS.get(family.type());
        if (kind == null) {
            return Optional.empty();
        }
        return jdbc
                .query(
                        """
                        select payload from stream_snapshot
                        where stream_id = ? and event_type = ? and revision = ? order by sequence_number desc limit 1
                        """,
                        (row, n) -> (StreamState) JSON.readValue(row.getBytes(1), kind.state()),
                        id,
                        kind.name(),
                        kind.revision())
                .stream()
                .findFirst();
    }

    /** Writes states, in the order of their streams' ids, and drops what is older. */
    void write(SortedMap<String, StreamState> states, Instant now) {
        List<Object[]> rows = new ArrayList<>();
        List<Object[]> older = new ArrayList<>();
        states.forEach((id, state) -> KINDS.values().stream()
                .filter(kind -> kind.state().isInstance(state))
                .forEach(kind -> {
                    long sequence = state.version() - 1;
                    rows.add(new Object[] {
                        id + "@" + sequence,
                        id,
                        sequence,
                        kind.streamType(),
                        kind.name(),
                        kind.revision(),
                        JSON.writeValueAsBytes(state),
                        now.toString()
                    });
                    older.add(new Object[] {id, sequence});
                }));
        if (!rows.isEmpty()) {
            jdbc.batchUpdate("""
                    insert into stream_snapshot (event_id, stream_id, sequence_number, stream_type, event_type, revision,
                      payload, recorded_at)
                    values (?, ?, ?, ?, ?, ?, ?, ?)
                    on conflict (stream_id, sequence_number) do update set event_type = excluded.event_type,
                      revision = excluded.revision, payload = excluded.payload, recorded_at = excluded.recorded_at
                    """, rows);
            jdbc.batchUpdate("delete from stream_snapshot where stream_id = ? and sequence_number < ?", older);
        }
    }
}
