package dev.handover.ticket.publish;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;

/**
 * Sends the records of replays by a producer of their own: it never gives up a record, so what waits for a topic that is
 * gone would fill it for ever, and with it everything else that is published. It is thrown away instead.
 */
final class ReplayPublisher implements DisposableBean {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private final ProducerFactory<String, byte[]> producers;
    private final KafkaTemplate<String, byte[]> kafka;

    ReplayPublisher(ProducerFactory<String, byte[]> configured) {
        DefaultKafkaProducerFactory<String, byte[]> own =
                new DefaultKafkaProducerFactory<>(Map.copyOf(configured.getConfigurationProperties()));
        own.setPhysicalCloseTimeout(0);
        producers = own;
        kafka = new KafkaTemplate<>(own);
    }

    /**
     * Sends in order, and waits as long as it takes while the topic is there.
     *
     * @param gone asked when something fails or takes long: whether the topic is gone
     * @return whether every record is acknowledged; if not, the topic is gone
     * @throws KafkaException where none is known to be published: send all of them again, in order
     */
    boolean send(List<ProducerRecord<String, byte[]>> records, BooleanSupplier gone) throws InterruptedException {
        try {
            CompletableFuture<?>[] sent = records.stream().map(kafka::send).toArray(CompletableFuture[]::new);
            CompletableFuture<Void> all = CompletableFuture.allOf(sent);
            while (!acknowledged(all)) {
                if (gone.getAsBoolean()) {
                    producers.reset();
                    return false;
                }
            }
            return true;
        } catch (KafkaException e) {
            if (gone.getAsBoolean()) {
                producers.reset();
                return false;
            }
            throw e;
        }
    }

    private static boolean acknowledged(CompletableFuture<Void> all) throws InterruptedException {
        try {
            all.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new KafkaException("a record was not acknowledged", e.getCause());
        }
    }

    @Override
    public void destroy() {
        producers.reset();
    }
}
