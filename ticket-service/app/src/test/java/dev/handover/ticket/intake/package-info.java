/** Tests of intake. */
@NullMarked
package dev.handover.ticket.intake;

import org.jspecify.annotations.NullMarked;
