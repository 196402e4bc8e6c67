/** Contents over HTTP: links for the staff, and what is behind a link for whoever has it. */
@NullMarked
package dev.handover.channel.content.http;

import org.jspecify.annotations.NullMarked;
