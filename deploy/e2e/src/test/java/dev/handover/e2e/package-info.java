/** Journeys through the whole running system, seen from outside: HTTP, SMTP and IMAP. */
@NullMarked
package dev.handover.e2e;

import org.jspecify.annotations.NullMarked;
