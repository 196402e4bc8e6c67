package dev.handover.ticket.publish;

import dev.handover.foundation.kafka.KafkaSettings;
import dev.handover.foundation.kafka.Topics;
import dev.handover.foundation.operation.Leadership;
import dev.handover.foundation.operation.Upkeep;
import dev.handover.ticket.contract.TicketTopics;
import dev.handover.ticket.step.Steps;
import dev.handover.ticket.store.LogicalNameSerializer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Wires steps, relay and replays. */
@Configuration(proxyBeanMethods = false)
class PublishConfiguration {
    /** Half of what a broker takes by default, so that headers and batches fit as well. */
    private static final int MAX_RECORD_BYTES = 512 * 1024;

    private static final Duration IDLE = Duration.ofMillis(100);

    @Bean
    KafkaAdmin.NewTopics ticketTopics(Topics topics) {
        return topics.kept(TicketTopics.JOURNAL, TicketTopics.EVENTS, TicketTopics.ALERTS);
    }

    @Bean
    Records records(LogicalNameSerializer serializer, KafkaSettings settings) {
        return new Records(serializer, settings);
    }

    @Bean
    Leadership relay(
            JdbcClient jdbc,
            KafkaTemplate<String, byte[]> kafka,
            Records records,
            JsonMapper json,
            DataSource database,
            MeterRegistry meters) {
        Relay relay = new Relay(jdbc, new RelayPublisher(jdbc, kafka, records, MAX_RECORD_BYTES, meters), json);
        Gauge.builder(
                        "handover.relay.lag",
                        () -> jdbc.sql("""
                                select coalesce(max(global_index), 0)
                                       - coalesce((select position from relay_token where relay = 'journal'), 0)
                                from stored_event
                                """).query(Long.class).single())
                .description("Stored events that are not published yet")
                .register(meters);
        return new Leadership("ticket-relay", database, IDLE, relay::round);
    }

    @Bean
    CommitSignal commitSignal(DataSource database, Leadership relay) {
        return new CommitSignal(database, relay);
    }

    @Bean
    Steps steps(
            EventStorageEngine storage,
            JdbcTemplate jdbc,
            TransactionTemplate transactions,
            Clock clock,
            CommitSignal signal,
            MeterRegistry meters) {
        return new Steps(storage, jdbc, transactions, clock, signal::committed, meters);
    }

    @Bean
    RelayParked relayParked(JdbcClient jdbc, Leadership relay, MeterRegistry meters) {
        RelayParked parked = new RelayParked(jdbc, relay::wake);
        Gauge.builder("handover.relay.parked", parked::count)
                .description("Streams whose next event can't be published")
                .register(meters);
        return parked;
    }

    @Bean
    ReplayPublisher replayPublisher(ProducerFactory<String, byte[]> configured) {
        return new ReplayPublisher(configured);
    }

    @Bean
    ReplayTopics replayTopics(KafkaAdmin admin, KafkaSettings settings, Topics topics) {
        return new ReplayTopics(admin, settings, topics);
    }

    @Bean
    ReplayWork replayWork(
            JdbcClient jdbc,
            ReplayTopics topics,
            ReplayPublisher publisher,
            Records records,
            ReplaySettings settings,
            JsonMapper json,
            DataSource database) {
        return new ReplayWork(wake -> new Replays(jdbc, topics, publisher, records, settings, json, wake), database);
    }

    @Bean
    Replays replays(ReplayWork work) {
        return work.replays();
    }

    @Bean
    Leadership replayLeadership(ReplayWork work) {
        return work.leadership();
    }

    @Bean
    EndedReplays endedReplays(JdbcClient jdbc, ReplayTopics topics, ReplaySettings settings) {
        return new EndedReplays(jdbc, topics, settings);
    }

    @Bean
    Upkeep oldReplayTopics(EndedReplays ended) {
        return new Upkeep("old-replay-topics", Duration.ofMinutes(1), () -> {
            ended.deleteTopics();
            return Optional.of(Duration.ofMinutes(10));
        });
    }

    /** A replay asks its own leader to wake; the two are made together. */
    static final class ReplayWork {
        private final Replays replays;
        private final Leadership leadership;

        ReplayWork(Function<Runnable, Replays> made, DataSource database) {
            replays = made.apply(this::wake);
            leadership = new Leadership("ticket-replay", database, Duration.ofSeconds(1), replays::round);
        }

        private void wake() {
            leadership.wake();
        }

        Replays replays() {
            return replays;
        }

        Leadership leadership() {
            return leadership;
        }
    }
}
