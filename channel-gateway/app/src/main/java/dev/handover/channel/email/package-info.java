/** The channel email: accounts, mail in by IMAP and HTTP, replies out by SMTP. */
@NullMarked
package dev.handover.channel.email;

import org.jspecify.annotations.NullMarked;
