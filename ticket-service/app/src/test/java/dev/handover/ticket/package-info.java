/** What the tests of ticket-service share. */
@NullMarked
package dev.handover.ticket;

import org.jspecify.annotations.NullMarked;
