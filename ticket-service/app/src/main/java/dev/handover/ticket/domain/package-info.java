/** The domain: commands, stored events, states and the pure functions between them. No framework, clock or randomness. */
@NullMarked
package dev.handover.ticket.domain;

import org.jspecify.annotations.NullMarked;
