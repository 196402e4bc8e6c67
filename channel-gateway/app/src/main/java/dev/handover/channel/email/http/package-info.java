/** Mail in over HTTP. */
@NullMarked
package dev.handover.channel.email.http;

import org.jspecify.annotations.NullMarked;
