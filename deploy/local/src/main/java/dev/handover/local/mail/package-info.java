/** The local mail server and the two sides of a mail client: deliver raw, read by IMAP. */
@NullMarked
package dev.handover.local.mail;

import org.jspecify.annotations.NullMarked;
