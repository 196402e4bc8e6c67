package dev.handover.foundation.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaProducerException;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.support.SendResult;

/** Sends records and waits until the broker has acknowledged them all. */
public final class Acknowledged {
    private Acknowledged() {}

    /**
     * Sends in order; returns when every record is acknowledged. After a failure none is known to be published: send
     * all of them again, in order.
     *
     * @throws KafkaException where one is not acknowledged; its cause is what the producer or the broker said
     */
    public static void send(KafkaTemplate<String, byte[]> kafka, List<ProducerRecord<String, byte[]>> records)
            throws InterruptedException {
        List<CompletableFuture<SendResult<String, byte[]>>> sent = new ArrayList<>(records.size());
        for (ProducerRecord<String, byte[]> record : records) {
            sent.add(kafka.send(record));
        }
        for (CompletableFuture<SendResult<String, byte[]>> one : sent) {
            try {
                one.get();
            } catch (ExecutionException e) {
                throw new KafkaException("a record was not acknowledged", cause(e));
            }
        }
    }

    /** What the broker said: the template wraps what comes after it has returned, and the value that it was sent. */
    private static @Nullable Throwable cause(ExecutionException e) {
        return e.getCause() instanceof KafkaProducerException wrapped ? wrapped.getCause() : e.getCause();
    }
}
