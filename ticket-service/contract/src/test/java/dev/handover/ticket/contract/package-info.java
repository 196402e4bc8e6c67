/** Tests of what ticket-service publishes. */
@NullMarked
package dev.handover.ticket.contract;

import org.jspecify.annotations.NullMarked;
