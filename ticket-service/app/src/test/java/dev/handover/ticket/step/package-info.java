/** Tests of step. */
@NullMarked
package dev.handover.ticket.step;

import org.jspecify.annotations.NullMarked;
