package dev.handover.channel.delivery;

import dev.handover.ticket.contract.Actor;
import jakarta.validation.constraints.Min;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.validation.annotation.Validated;

/**
 * How many messages one recipient gets about one ticket within an hour; what is over that fails. It ends what machines
 * that answer each other would never end.
 *
 * @param system of what the system says, default 5
 * @param agent of what AI agents say, default 30
 * @param operator of what operators say, default 120, at least 60
 */
@Validated
@ConfigurationProperties("handover.channel.caps")
public record Caps(
        @Min(1) @DefaultValue("5") int system,
        @Min(1) @DefaultValue("30") int agent,
        @Min(60) @DefaultValue("120") int operator) {

    /** What is counted together: one kind of writer, one ticket (or conversation without one), one recipient. */
    static @Nullable String key(OutgoingReply reply) {
        String to = reply.toAddress();
        return to == null
                ? null
                : String.join(
                        " ",
                        kind(reply).name(),
                        reply.ticketId() == null ? reply.conversationId() : reply.ticketId(),
                        to.strip().toLowerCase(Locale.ROOT));
    }

    private static Actor.Kind kind(OutgoingReply reply) {
        return reply.by().kind();
    }

    private int most(OutgoingReply reply) {
        return switch (kind(reply)) {
            case OPERATOR -> operator;
            case AGENT -> agent;
            default -> system;
        };
    }

    /** Those of the messages that are too many, beside what was queued within the hour; needs their transaction. */
    List<OutgoingReply> tooMany(JdbcClient jdbc, List<OutgoingReply> replies) {
        Map<String, Integer> counts = counts(jdbc, replies);
        List<OutgoingReply> tooMany = new ArrayList<>();
        for (OutgoingReply reply : replies) {
            String key = key(reply);
            if (key != null && counts.merge(key, 1, Integer::sum) > most(reply)) {
                tooMany.add(reply);
            }
        }
        return tooMany;
    }

    private static Map<String, Integer> counts(JdbcClient jdbc, List<OutgoingReply> replies) {
        Map<String, Integer> counts = new HashMap<>();
        jdbc.sql("""
                        select cap_key, count(*) from outgoing_message
                        where cap_key = any (?) and added_at > now() - interval '1 hour' group by cap_key
                        """)
                .param(replies.stream().map(Caps::key).distinct().toArray(String[]::new))
                .query(row -> {
                    counts.put(row.getString(1), row.getInt(2));
                });
        return counts;
    }
}
