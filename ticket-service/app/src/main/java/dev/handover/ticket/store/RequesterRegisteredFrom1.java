package dev.handover.ticket.store;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A requester was known by an email address or by nothing; now by any number of identities on channels. */
final class RequesterRegisteredFrom1 implements Upcaster {
    @Override
    public String name() {
        return "requester.registered";
    }

    @Override
    public int from() {
        return 1;
    }

    @Override
    public void raise(ObjectNode event) {
        JsonNode email = event.remove("email");
        var identities = event.putArray("identities");
        if (email != null && email.isString()) {
            identities
                    .addObject()
                    .put("kind", "EMAIL")
                    .put("value", email.asString())
                    .put("verified", false);
        }
    }
}
