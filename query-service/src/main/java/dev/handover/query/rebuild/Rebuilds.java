package dev.handover.query.rebuild;

import dev.handover.foundation.kafka.KafkaSettings;
import dev.handover.foundation.kafka.Topics;
import dev.handover.foundation.problem.ProblemException;
import dev.handover.foundation.problem.ProblemType;
import dev.handover.query.generation.Generation;
import dev.handover.query.generation.Generations;
import dev.handover.query.generation.Generations.Known;
import dev.handover.query.generation.Generations.State;
import dev.handover.ticket.contract.TicketTopics;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Begins and gives up rebuilds. */
@Component
class Rebuilds {
    /** A topic that no broker has known for so long is not there. */
    private static final Duration SETTLED = Duration.ofSeconds(3);

    private final Generations generations;
    private final Slots slots;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final KafkaSettings settings;
    private final KafkaAdmin kafka;

    Rebuilds(
            Generations generations,
            Slots slots,
            JdbcClient jdbc,
            TransactionTemplate transactions,
            KafkaSettings settings,
            KafkaAdmin kafka) {
        this.generations = generations;
        this.slots = slots;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.settings = settings;
        this.kafka = kafka;
    }

    /** Begins to build a new generation from a replay; refused while another is being built. */
    Generation begin(String replayId, boolean force) {
        int partitions = partitions(replayId);
        return Objects.requireNonNull(transactions.execute(status -> {
            jdbc.sql("lock table generation in share row exclusive mode").update();
            List<Known> all = generations.all();
            if (all.stream().anyMatch(known -> known.state() != State.LIVE && known.state() != State.RETIRED)) {
                throw new ProblemException(ProblemType.CONFLICT, "A rebuild is under way.");
            }
            all.stream().filter(known -> known.state() == State.RETIRED).forEach(known -> drop(known.generation()));
            Generation live = generations.live();
            int number = all.stream()
                            .mapToInt(known -> known.generation().number())
                            .max()
                            .orElse(0)
                    + 1;
            String slot = Generations.SLOTS.stream()
                    .filter(other -> !other.equals(live.slot()))
                    .findFirst()
                    .orElseThrow();
            slots.empty(slot);
            Generation next = new Generation(number, slot);
            slots.forgetConsumer(next);
            jdbc.sql("insert into generation (number, slot, state, replay_id, forced) values (?, ?, 'REPLAYING', ?, ?)")
                    .params(number, slot, replayId, force)
                    .update();
            for (int partition = 0; partition < partitions; partition++) {
                jdbc.sql("insert into replay_partition (generation, partition) values (?, ?)")
                        .params(number, partition)
                        .update();
            }
            return next;
        }));
    }

    /** Gives up the rebuild under way; the live views stay as they are. */
    void abandon() {
        transactions.executeWithoutResult(status -> {
            jdbc.sql("lock table generation in share row exclusive mode").update();
            Known building = generations.all().stream()
                    .filter(known -> known.state() == State.REPLAYING || known.state() == State.CATCHING_UP)
                    .findFirst()
                    .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "No rebuild is under way."));
            jdbc.sql("update generation set state = 'RETIRED', changed_at = now() where number = ?")
                    .params(building.generation().number())
                    .update();
        });
    }

    private void drop(Generation retired) {
        slots.hold(retired);
        jdbc.sql("delete from generation where number = ?")
                .params(retired.number())
                .update();
        slots.forgetConsumer(retired);
    }

    private int partitions(String replayId) {
        String topic = settings.topic(TicketTopics.REPLAY_PREFIX + replayId);
        try (Admin admin = Admin.create(kafka.getConfigurationProperties())) {
            return Topics.find(admin, topic, SETTLED)
                    .orElseThrow(() -> ProblemException.field("/replayId", "is no replay that is published"))
                    .partitions()
                    .size();
        } catch (ExecutionException | TimeoutException e) {
            throw new ProblemException(ProblemType.UNAVAILABLE, "Kafka does not answer.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(ProblemType.UNAVAILABLE, "The service is going down.");
        }
    }
}
