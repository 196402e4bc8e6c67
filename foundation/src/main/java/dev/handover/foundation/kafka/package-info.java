/** Records on Kafka: CloudEvents in binary mode, topics, their names and settings. */
@NullMarked
package dev.handover.foundation.kafka;

import org.jspecify.annotations.NullMarked;
