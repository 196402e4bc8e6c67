/** Reads the ticket journal. */
@NullMarked
package dev.handover.routing.assignment.kafka;

import org.jspecify.annotations.NullMarked;
