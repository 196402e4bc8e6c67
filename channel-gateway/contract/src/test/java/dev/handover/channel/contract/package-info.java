/** Tests of what channel-gateway publishes. */
@NullMarked
package dev.handover.channel.contract;

import org.jspecify.annotations.NullMarked;
