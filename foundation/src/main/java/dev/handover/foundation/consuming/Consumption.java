package dev.handover.foundation.consuming;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What a consumer does with records. Several are handled at once, in a transaction that the consumer opens around the
 * call and in which its progress is stored: all of them take effect, or none. When a call fails, it is repeated record by
 * record.
 */
@FunctionalInterface
public interface Consumption {
    /**
     * Handles records of one partition, in order, or of several where that is wanted; throws where one can't be handled.
     */
    void handle(List<ConsumerRecord<String, byte[]>> records);

    /**
     * Whether a call gets all the records that came at once, of several partitions, each in order: fewer transactions
     * under load. Only for a consumer whose effects do not depend on the order of partitions.
     */
    default boolean acrossPartitions() {
        return false;
    }

    /**
     * Called when an operator discards a parked record, in the transaction that removes it; for a consumer that must
     * step over it.
     */
    default void discarded(ConsumerRecord<String, byte[]> record) {}
}
