/** Tests of http. */
@NullMarked
package dev.handover.ticket.http;

import org.jspecify.annotations.NullMarked;
