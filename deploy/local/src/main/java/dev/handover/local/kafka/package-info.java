/** The embedded Kafka broker and what its consumers have left to read. */
@NullMarked
package dev.handover.local.kafka;

import org.jspecify.annotations.NullMarked;
