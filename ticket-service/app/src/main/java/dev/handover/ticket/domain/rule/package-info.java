/** Escalation events of a workspace: rules with conditions, what they match and what follows; plain decisions. */
@NullMarked
package dev.handover.ticket.domain.rule;

import org.jspecify.annotations.NullMarked;
