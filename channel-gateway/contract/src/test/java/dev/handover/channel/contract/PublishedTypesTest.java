package dev.handover.channel.contract;

import dev.handover.foundation.test.ContractTests;

/** What channel-gateway publishes is described, loads for ever and breaks nobody. */
class PublishedTypesTest extends ContractTests {
    PublishedTypesTest() {
        super(ChannelTopics.class, InboundEvent.TYPES, ChannelEvent.TYPES);
    }
}
