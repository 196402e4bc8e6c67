/** Help with texts: how they sound and what language they are in. */
@NullMarked
package dev.handover.ticket.assistant;

import org.jspecify.annotations.NullMarked;
