/** How a mail finds the ticket and conversation it belongs to: identities, thread keys, our own ids and tokens. */
@NullMarked
package dev.handover.channel.email.thread;

import org.jspecify.annotations.NullMarked;
