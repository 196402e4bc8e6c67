/** Tests of store. */
@NullMarked
package dev.handover.ticket.store;

import org.jspecify.annotations.NullMarked;
