/** What rules hold for, as tests. */
@NullMarked
package dev.handover.ticket.domain.rule;

import org.jspecify.annotations.NullMarked;
