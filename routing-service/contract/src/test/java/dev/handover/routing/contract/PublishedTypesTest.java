package dev.handover.routing.contract;

import dev.handover.foundation.test.ContractTests;

/** What routing-service publishes is described, loads for ever and breaks nobody. */
class PublishedTypesTest extends ContractTests {
    PublishedTypesTest() {
        super(RoutingTopics.class, RoutingEvent.TYPES, DirectoryRecord.TYPES);
    }
}
