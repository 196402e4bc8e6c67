/** Reads mailboxes: one instance a mailbox at a time, from where the last one stopped. */
@NullMarked
package dev.handover.channel.email.imap;

import org.jspecify.annotations.NullMarked;
