/** From stored events to the published ones, and the relay that brings them to Kafka. */
@NullMarked
package dev.handover.ticket.publish;

import org.jspecify.annotations.NullMarked;
