/** Mail that is forwarded to addresses of ours: issuing and verifying them, and the SMTP server that takes it. */
@NullMarked
package dev.handover.channel.email.forwarding;

import org.jspecify.annotations.NullMarked;
