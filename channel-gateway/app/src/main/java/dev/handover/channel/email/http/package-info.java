/** The HTTP edge of the gateway: mail in, attachments and sources out. */
@NullMarked
package dev.handover.channel.email.http;

import org.jspecify.annotations.NullMarked;
