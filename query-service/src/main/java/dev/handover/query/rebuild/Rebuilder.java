package dev.handover.query.rebuild;

import dev.handover.foundation.kafka.EventJson;
import dev.handover.foundation.kafka.KafkaSettings;
import dev.handover.query.generation.Generation;
import dev.handover.query.generation.Generations;
import dev.handover.query.generation.Generations.Known;
import dev.handover.query.generation.Generations.State;
import dev.handover.ticket.contract.TicketTopics;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.type.TypeReference;

/**
 * Leads a rebuild, one step a round, in one instance at a time: the replay is read to its end, then the journal from
 * where the replay says; when the new views have come as far as the old ones, they are switched in one transaction.
 */
@Component
class Rebuilder {
    private static final Logger log = LoggerFactory.getLogger(Rebuilder.class);
    private static final TypeReference<Map<Integer, Long>> OFFSETS = new TypeReference<>() {};
    /** A switch is tried when so few records are left that reading them takes no time. */
    private static final long NEARLY = 2_000;

    private final Generations generations;
    private final Slots slots;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final KafkaSettings kafkaSettings;
    private final ConsumerGroups groups;
    private final RebuildSettings settings;
    private final Clock clock;
    private long lastPosition;

    Rebuilder(
            Generations generations,
            Slots slots,
            JdbcClient jdbc,
            TransactionTemplate transactions,
            KafkaSettings kafkaSettings,
            ConsumerGroups groups,
            RebuildSettings settings,
            Clock clock) {
        this.generations = generations;
        this.slots = slots;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.kafkaSettings = kafkaSettings;
        this.groups = groups;
        this.settings = settings;
        this.clock = clock;
    }

    /** One round; true when there is more to do at once. */
    boolean round() throws InterruptedException {
        List<Known> all = generations.all();
        groups.deleteLeftOver(all);
        Optional<Known> live = state(all, State.LIVE);
        Optional<Known> replaying = state(all, State.REPLAYING);
        Optional<Known> catchingUp = state(all, State.CATCHING_UP);
        Optional<Known> retired = state(all, State.RETIRED);
        if (replaying.isPresent()) {
            return replayed(replaying.get());
        }
        if (catchingUp.isPresent() && live.isPresent()) {
            return caughtUp(live.get().generation(), catchingUp.get());
        }
        if (retired.isPresent()
                && Duration.between(retired.get().changedAt(), clock.instant()).compareTo(settings.keepOld()) > 0) {
            putAway(retired.get().generation());
        }
        return false;
    }

    private static Optional<Known> state(List<Known> all, State state) {
        return all.stream().filter(known -> known.state() == state).findFirst();
    }

    /** The replay is at its end: go on in the journal. What is parked stays parked, now in front of the journal's records. */
    private boolean replayed(Known known) {
        Generation generation = known.generation();
        return Boolean.TRUE.equals(transactions.execute(status -> {
            List<Boolean> ended = jdbc.sql("select ended from replay_partition where generation = ?")
                    .params(generation.number())
                    .query(Boolean.class)
                    .list();
            if (ended.isEmpty() || ended.contains(false)) {
                return false;
            }
            String replay = kafkaSettings.topic(TicketTopics.REPLAY_PREFIX + known.replayId());
            String journal = kafkaSettings.topic(TicketTopics.JOURNAL);
            jdbc.sql("""
                            update parked_record r set record_offset = -1 - record_offset from parked_key k
                            where k.id = r.parked_key_id and k.consumer = ? and k.topic = ?
                            """).params(generation.consumer(), replay).update();
            jdbc.sql("update parked_key set topic = ? where consumer = ? and topic = ?")
                    .params(journal, generation.consumer(), replay)
                    .update();
            journalOffsets(generation)
                    .forEach((partition, offset) -> jdbc.sql("""
                            insert into consumer_position (consumer, topic, partition, next_offset)
                            values (?, ?, ?, ?) on conflict do nothing
                            """)
                            .params(generation.consumer(), journal, partition, offset)
                            .update());
            become(generation, State.CATCHING_UP);
            log.atInfo()
                    .addKeyValue("generation", generation.number())
                    .log("a replay is read; catching up with the journal");
            return true;
        }));
    }

    private Map<Integer, Long> journalOffsets(Generation generation) {
        Map<Integer, Long> offsets = new HashMap<>();
        jdbc.sql("select journal_offsets from replay_partition where generation = ? and journal_offsets is not null")
                .params(generation.number())
                .query(String.class)
                .list()
                .forEach(json -> EventJson.MAPPER
                        .readValue(json, OFFSETS)
                        .forEach((partition, offset) -> offsets.merge(partition, offset, Math::min)));
        return offsets;
    }

    private boolean caughtUp(Generation old, Known known) throws InterruptedException {
        Generation next = known.generation();
        String journal = kafkaSettings.topic(TicketTopics.JOURNAL);
        if (!nearly(old, next, journal)) {
            return false;
        }
        if (known.differences() == null) {
            Long differences = transactions.execute(status -> slots.differences(old, next));
            jdbc.sql("update generation set differences = ? where number = ?")
                    .params(differences == null ? 0L : differences, next.number())
                    .update();
        }
        boolean switched = Boolean.TRUE.equals(transactions.execute(status -> {
            slots.hold(old);
            return passed(old, next, journal) && switchTo(old, known);
        }));
        if (switched) {
            transactions.executeWithoutResult(status -> slots.forgetParked(old));
            log.atInfo().addKeyValue("generation", next.number()).log("rebuilt views are live");
        }
        return switched;
    }

    /** Whether little is left to read, and somebody reads. */
    private boolean nearly(Generation old, Generation next, String journal) {
        long before = lastPosition;
        lastPosition = slots.position(next, journal);
        long left = slots.toRead(old, next, journal);
        return left == 0 || (left < NEARLY && lastPosition > before && before > 0);
    }

    /** Whether the new generation comes as far as the old one, which stands still meanwhile. */
    private boolean passed(Generation old, Generation next, String journal) {
        long begin = System.nanoTime();
        while (slots.toRead(old, next, journal) > 0) {
            if (System.nanoTime() - begin > settings.patience().toNanos()) {
                return false;
            }
            try {
                TimeUnit.MILLISECONDS.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    private boolean switchTo(Generation old, Known next) {
        long behind = slots.behind(old, next.generation());
        jdbc.sql("update generation set behind = ? where number = ?")
                .params(behind, next.generation().number())
                .update();
        if (behind > 0 && !next.forced()) {
            return false;
        }
        become(old, State.RETIRED);
        become(next.generation(), State.LIVE);
        return true;
    }

    private void become(Generation generation, State state) {
        jdbc.sql("update generation set state = ?, changed_at = now() where number = ?")
                .params(state.name(), generation.number())
                .update();
    }

    private void putAway(Generation generation) {
        transactions.executeWithoutResult(status -> {
            slots.hold(generation);
            slots.empty(generation.slot());
            jdbc.sql("delete from generation where number = ? and state = 'RETIRED'")
                    .params(generation.number())
                    .update();
        });
        transactions.executeWithoutResult(status -> slots.forgetConsumer(generation));
    }
}
