/** Decides which operator gets a ticket, under the lock of the team. */
@NullMarked
package dev.handover.routing.assignment;

import org.jspecify.annotations.NullMarked;
