/** What is said to customers on its way out, once and in order, whatever the channel. */
@NullMarked
package dev.handover.channel.delivery;

import org.jspecify.annotations.NullMarked;
