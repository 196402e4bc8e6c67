package dev.handover.ticket.store;

import tools.jackson.databind.node.ObjectNode;

/** The way from one revision of a stored event to the next, on its JSON: the records of old revisions are gone. */
interface Upcaster {
    /** The name under which the event is stored. */
    String name();

    /** The revision that it reads; what it makes is the next one. */
    int from();

    /** Turns an event of that revision into one of the next. */
    void raise(ObjectNode event);
}
