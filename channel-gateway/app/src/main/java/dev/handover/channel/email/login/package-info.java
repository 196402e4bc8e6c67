/** Getting into mail servers, and what their refusals mean. */
@NullMarked
package dev.handover.channel.email.login;

import org.jspecify.annotations.NullMarked;
