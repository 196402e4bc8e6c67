/** Operators' replies on their way to the customer, once and in order. */
@NullMarked
package dev.handover.channel.email.outgoing;

import org.jspecify.annotations.NullMarked;
