/** The way of a message out by SMTP. */
@NullMarked
package dev.handover.channel.email.outgoing;

import org.jspecify.annotations.NullMarked;
