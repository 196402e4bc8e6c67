/** Email accounts that are connected over HTTP: their form, their checks, and how every instance learns of them. */
@NullMarked
package dev.handover.channel.email.account;

import org.jspecify.annotations.NullMarked;
