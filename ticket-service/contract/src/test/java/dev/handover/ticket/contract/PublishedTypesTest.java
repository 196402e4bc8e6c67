package dev.handover.ticket.contract;

import dev.handover.foundation.test.ContractTests;

/** What ticket-service publishes is described, loads for ever and breaks nobody. */
class PublishedTypesTest extends ContractTests {
    PublishedTypesTest() {
        super(TicketTopics.class, JournalEvent.TYPES, TicketEvent.TYPES, AlertEvent.TYPES);
    }
}
