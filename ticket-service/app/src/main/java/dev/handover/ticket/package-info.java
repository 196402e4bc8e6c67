/** ticket-service: the write side. */
@NullMarked
package dev.handover.ticket;

import org.jspecify.annotations.NullMarked;
