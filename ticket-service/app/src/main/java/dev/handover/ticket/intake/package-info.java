/** What other services tell over Kafka, and what follows from it. */
@NullMarked
package dev.handover.ticket.intake;

import org.jspecify.annotations.NullMarked;
