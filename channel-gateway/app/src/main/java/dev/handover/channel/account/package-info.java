/** Connected accounts of every channel: kept with their credentials encrypted, and how each of them does. */
@NullMarked
package dev.handover.channel.account;

import org.jspecify.annotations.NullMarked;
