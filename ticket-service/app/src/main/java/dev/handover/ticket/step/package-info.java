/** One step: everything that one command does to some streams, in one transaction. */
@NullMarked
package dev.handover.ticket.step;

import org.jspecify.annotations.NullMarked;
