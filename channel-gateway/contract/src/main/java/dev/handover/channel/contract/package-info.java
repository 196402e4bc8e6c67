/** What channel-gateway publishes: inbound messages and deliveries, their type names and topics. */
@NullMarked
package dev.handover.channel.contract;

import org.jspecify.annotations.NullMarked;
