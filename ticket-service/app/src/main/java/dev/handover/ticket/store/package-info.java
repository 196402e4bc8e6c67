/** The event store: Axon on PostgreSQL, logical event names, ids as bare strings. */
@NullMarked
package dev.handover.ticket.store;

import org.jspecify.annotations.NullMarked;
