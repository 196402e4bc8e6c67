package dev.handover.foundation.kafka;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What stands around an event on Kafka: CloudEvents attributes and our extensions.
 *
 * @param id the event's id: the same at every redelivery
 * @param subject the stream: a ticket id, a conversation id, a directory key
 * @param sequence the event's place in its stream, dense from 1; 0 where the subject is not a stream
 * @param causationId id of the event or request that caused this one
 * @param correlationId the same for everything that one request or message set going
 * @param traceparent where the event stands in a trace, as {@link dev.handover.foundation.trace.TraceParent} writes it;
 *     as it came, not checked, and null in records from before there was one
 */
public record Envelope(
        String id,
        String subject,
        String workspace,
        long sequence,
        Instant time,
        @Nullable String causationId,
        @Nullable String correlationId,
        @Nullable String traceparent) {}
