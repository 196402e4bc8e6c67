package dev.handover.ticket.publish;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Deletes the topics of replays some time after these ended. */
final class EndedReplays {
    private static final Logger log = LoggerFactory.getLogger(EndedReplays.class);
    private final JdbcClient jdbc;
    private final ReplayTopics topics;
    private final ReplaySettings settings;

    EndedReplays(JdbcClient jdbc, ReplayTopics topics, ReplaySettings settings) {
        this.jdbc = jdbc;
        this.topics = topics;
        this.settings = settings;
    }

    /** Deletes what is old enough; several instances may do so at once. */
    void deleteTopics() {
        // An instance of the version before this one ends a replay without the time of its end.
        jdbc.sql("update replay set ended_at = now() where finished and ended_at is null")
                .update();
        jdbc.sql("""
                        select topic from replay
                        where not topic_deleted and ended_at < now() - make_interval(secs => ?) order by ended_at
                        """)
                .param((double) settings.keepTopic().toSeconds())
                .query(String.class)
                .list()
                .forEach(this::delete);
    }

    private void delete(String topic) {
        boolean was = topics.delete(topic);
        jdbc.sql("update replay set topic_deleted = true where topic = ?")
                .param(topic)
                .update();
        log.atInfo().addKeyValue("topic", topic).addKeyValue("was", was).log("a replay's topic is deleted");
    }
}
