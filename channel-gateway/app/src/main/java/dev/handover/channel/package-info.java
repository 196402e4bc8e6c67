/** channel-gateway: between customers' channels and the help desk. It translates and delivers; it decides nothing. */
@NullMarked
package dev.handover.channel;

import org.jspecify.annotations.NullMarked;
