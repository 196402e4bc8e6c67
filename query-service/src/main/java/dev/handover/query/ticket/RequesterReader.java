package dev.handover.query.ticket;

import dev.handover.foundation.kafka.EventJson;
import dev.handover.foundation.problem.ProblemException;
import dev.handover.foundation.problem.ProblemType;
import dev.handover.query.reading.Reads;
import dev.handover.query.reading.Reads.Reading;
import dev.handover.query.reading.Scope;
import dev.handover.query.settings.Statuses;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;

/** One customer, with everything that goes on under its name. */
@Component
class RequesterReader {
    private static final String REQUESTER = """
            select t.requester_id, t.name, t.email, t.attributes::text as attributes, t.merged_into, v.version
            from live.requester t
            join live.stream_version v on v.workspace = t.workspace and v.stream_id = t.requester_id
            where t.workspace = :workspace and t.requester_id = :requester""";

    private static final String IDENTITIES = """
            select t.kind, t.value, t.verified, t.requester_id from live.requester_identity t
            where t.workspace = :workspace
              and t.requester_id = any(array(select live.merged_into(:workspace, :requester)))
            order by t.requester_id <> :requester, t.requester_id, t.sequence, t.kind, t.value""";

    private static final String THEIRS = "from live.ticket t "
            + "join live.ticket_opening d on d.workspace = t.workspace and d.ticket_id = t.ticket_id %s where "
            + Scope.VISIBLE
            + " and d.requester_id = any(array(select live.merged_into(:workspace, :requester)))";

    private static final String TICKETS = "select " + Row.COLUMNS + " " + THEIRS.formatted(Row.JOINS)
            + " order by t.last_activity_at desc, t.ticket_id desc limit " + RequesterDetail.TICKETS;

    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};
    private final Reads reads;

    RequesterReader(Reads reads) {
        this.reads = reads;
    }

    RequesterDetail requester(Scope scope, String requesterId) {
        return reads.in(scope, reading -> {
            List<RequesterDetail.Identity> identities = identities(reading, requesterId);
            Statuses statuses = Statuses.of(reading);
            List<Row> tickets = reading.sql(TICKETS)
                    .param("requester", requesterId)
                    .query((row, n) -> Row.of(row, false, statuses))
                    .list();
            long count = reading.sql("select count(*) " + THEIRS.formatted(""))
                    .param("requester", requesterId)
                    .query(Long.class)
                    .single();
            return reading.sql(REQUESTER)
                    .param("requester", requesterId)
                    .query((row, n) -> new RequesterDetail(
                            row.getString("requester_id"),
                            row.getString("name"),
                            row.getString("email"),
                            EventJson.MAPPER.readValue(row.getString("attributes"), TEXTS),
                            identities,
                            row.getString("merged_into"),
                            row.getLong("version"),
                            tickets,
                            count))
                    .optional()
                    .orElseThrow(() ->
                            new ProblemException(ProblemType.NOT_FOUND, "There is no requester " + requesterId + "."));
        });
    }

    private static List<RequesterDetail.Identity> identities(Reading reading, String requesterId) {
        return reading.sql(IDENTITIES)
                .param("requester", requesterId)
                .query((row, n) -> new RequesterDetail.Identity(
                        row.getString("kind").toLowerCase(Locale.ROOT),
                        row.getString("value"),
                        row.getBoolean("verified"),
                        row.getString("requester_id")))
                .list();
    }
}
