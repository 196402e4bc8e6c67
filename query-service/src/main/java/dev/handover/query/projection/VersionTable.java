package dev.handover.query.projection;

/** How far each stream is projected. */
final class VersionTable {
    /**
     * Binds: stream ids, the generation's number. No row at all says that the generation is gone; its first column,
     * whether it is the live one.
     */
    static final String READ = """
            select g.state = 'LIVE' as is_live, v.workspace, v.stream_id, v.version
            from generation g left join live.stream_version v on v.stream_id = any(?)
            where g.number = ? and g.state <> 'RETIRED'""";

    private static final String PUT = """
            insert into live.stream_version as s (workspace, stream_id, version)
            select * from unnest(?::text[], ?::text[], ?::bigint[])
            on conflict (stream_id, workspace) do update set version = greatest(s.version, excluded.version)""";

    private VersionTable() {}

    static Sql put(StreamKey stream, long version) {
        return Sql.of(PUT, stream.workspace(), stream.streamId(), version);
    }
}
