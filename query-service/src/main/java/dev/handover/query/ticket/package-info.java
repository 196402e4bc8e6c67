/** Lists, counts, one ticket, its timeline. */
@NullMarked
package dev.handover.query.ticket;

import org.jspecify.annotations.NullMarked;
