package dev.handover.query.rebuild;

import dev.handover.foundation.kafka.KafkaSettings;
import dev.handover.query.generation.Generation;
import dev.handover.query.generation.Generations.Known;
import dev.handover.query.generation.Generations.State;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.stereotype.Component;

/**
 * The consumer groups of the generations. Those that nobody reads with any more are deleted: as long as Kafka knows them,
 * the journal grows past their last offsets, and that looks like views that fall behind.
 */
@Component
class ConsumerGroups {
    private static final Logger log = LoggerFactory.getLogger(ConsumerGroups.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final KafkaSettings settings;
    private final KafkaAdmin kafka;
    /** The generations as they were when nothing was left over; empty after a start. */
    private Map<String, State> tidy = Map.of();

    private long triedAt = System.nanoTime() - PAUSE.toNanos();

    ConsumerGroups(KafkaSettings settings, KafkaAdmin kafka) {
        this.settings = settings;
        this.kafka = kafka;
    }

    /**
     * Deletes the groups of generations that are retired or gone, after a start and whenever the generations are not what
     * they were. What can't be deleted yet, since an instance has not ended its consumer, is tried again a little later.
     */
    void deleteLeftOver(List<Known> all) throws InterruptedException {
        Map<String, State> now = all.stream()
                .collect(Collectors.toMap(known -> known.generation().consumer(), Known::state));
        if (now.equals(tidy) || System.nanoTime() - triedAt < PAUSE.toNanos()) {
            return;
        }
        triedAt = System.nanoTime();
        try (Admin admin = Admin.create(kafka.getConfigurationProperties())) {
            if (delete(admin, leftOver(admin, now))) {
                tidy = now;
            }
        } catch (ExecutionException | TimeoutException e) {
            notYet(e);
        }
    }

    private Set<String> leftOver(Admin admin, Map<String, State> now)
            throws ExecutionException, TimeoutException, InterruptedException {
        return admin.listGroups().all().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).stream()
                .map(GroupListing::groupId)
                .filter(group -> group.startsWith(settings.topicPrefix()))
                .filter(group -> {
                    String consumer = group.substring(settings.topicPrefix().length());
                    return Generation.isConsumer(consumer)
                            && now.getOrDefault(consumer, State.RETIRED) == State.RETIRED;
                })
                .collect(Collectors.toSet());
    }

    /** Whether none of them is there any more. */
    private static boolean delete(Admin admin, Set<String> groups) throws TimeoutException, InterruptedException {
        boolean all = true;
        for (Map.Entry<String, KafkaFuture<Void>> deleted :
                admin.deleteConsumerGroups(groups).deletedGroups().entrySet()) {
            try {
                deleted.getValue().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
                log.atInfo()
                        .addKeyValue("group", deleted.getKey())
                        .log("the consumer group of views that are gone is deleted");
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof GroupIdNotFoundException)) {
                    notYet(e);
                    all = false;
                }
            }
        }
        return all;
    }

    private static void notYet(Exception e) {
        log.atInfo()
                .addKeyValue("reason", String.valueOf(e.getCause() == null ? e : e.getCause()))
                .log("consumer groups of views that are gone can't be deleted yet");
    }
}
