/** Tests of publish. */
@NullMarked
package dev.handover.ticket.publish;

import org.jspecify.annotations.NullMarked;
