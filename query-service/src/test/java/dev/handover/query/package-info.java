/** query-service as a whole, on a real PostgreSQL and a real Kafka. */
@NullMarked
package dev.handover.query;

import org.jspecify.annotations.NullMarked;
