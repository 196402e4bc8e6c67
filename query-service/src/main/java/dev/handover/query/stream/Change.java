package dev.handover.query.stream;

import org.jspecify.annotations.Nullable;

/**
 * A change of a ticket.
 *
 * @param ticketId null where a message was delivered that belongs to no ticket
 * @param version the ticket's version that shows it
 * @param what opened, conversation, assignment, assignment_declined, status, priority, tags, message, note, delivery
 * @param counts whether it changed the counts of views
 */
record Change(Cursor cursor, String workspace, @Nullable String ticketId, long version, String what, boolean counts) {}
