/** What the assistant says, as tests. */
@NullMarked
package dev.handover.ticket.assistant;

import org.jspecify.annotations.NullMarked;
