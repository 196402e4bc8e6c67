/**
 * Reads raw RFC 5322 bytes into a {@link dev.handover.channel.email.mime.ParsedMail}: pure, total, and free of any
 * framework. Whatever arrives gives a mail that can be shown; what could not be read in full is named in its issues.
 */
@NullMarked
package dev.handover.channel.email.mime;

import org.jspecify.annotations.NullMarked;
