package dev.handover.ticket.publish;

import java.sql.ResultSet;
import java.sql.SQLException;

/** A row of the event store, as the relay and a replay read it. */
record StoredRow(
        long globalIndex,
        String eventId,
        String streamId,
        long sequenceNumber,
        String type,
        String revision,
        byte[] payload,
        byte[] metaData,
        String recordedAt) {
    static final String COLUMNS =
            "global_index, event_id, stream_id, sequence_number, event_type, revision, payload, meta_data, recorded_at";

    static StoredRow read(ResultSet row, int n) throws SQLException {
        return new StoredRow(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getLong(4),
                row.getString(5),
                row.getString(6),
                row.getBytes(7),
                row.getBytes(8),
                row.getString(9));
    }
}
