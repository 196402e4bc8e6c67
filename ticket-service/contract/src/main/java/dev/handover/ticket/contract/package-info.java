/** What ticket-service publishes: the records of its two topics, their type names and the topics' names. */
@NullMarked
package dev.handover.ticket.contract;

import org.jspecify.annotations.NullMarked;
