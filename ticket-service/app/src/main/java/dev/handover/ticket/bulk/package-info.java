/** Changes of many tickets at once: durable, resumed after a crash, each ticket with a result of its own, undone as one. */
@NullMarked
package dev.handover.ticket.bulk;

import org.jspecify.annotations.NullMarked;
