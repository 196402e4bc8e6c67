package dev.handover.ticket.conversation;

import dev.handover.ticket.assistant.Assistant;
import dev.handover.ticket.domain.Conversation;
import dev.handover.ticket.domain.Recipient;
import dev.handover.ticket.domain.Requester;
import dev.handover.ticket.domain.rule.Facts;
import dev.handover.ticket.step.Streams;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Customers' messages as rules look at them. */
final class MessageFacts {
    private final Assistant assistant;

    MessageFacts(Assistant assistant) {
        this.assistant = assistant;
    }

    /**
     * Of one message.
     *
     * @param conversation with the message
     * @param words what the customer wrote
     * @param attributes as {@link #attributes} tells them
     */
    Facts of(Conversation.Started conversation, String words, Instant at, Map<String, String> attributes) {
        return new Facts(
                words,
                assistant.sentiment(words),
                assistant.language(words),
                conversation.channel(),
                conversation.said().incoming(),
                attributes,
                conversation.attendance().agent(),
                at);
    }

    /**
     * What is known of the requester now: the attributes that the workspace gave them, and {@code name}, {@code email} and
     * {@code emailDomain}, which none of those replaces.
     */
    static Map<String, String> attributes(Streams streams, Conversation.Started conversation) {
        Map<String, String> attributes = new HashMap<>();
        Optional<Requester.Registered> known =
                conversation.requester().map(Recipient::id).flatMap(streams::known);
        known.ifPresent(requester -> attributes.putAll(requester.details().attributes()));
        known.flatMap(requester -> requester.details().name())
                .or(() -> conversation.requester().map(Recipient::name))
                .ifPresent(name -> attributes.put("name", name));
        conversation.requester().map(Recipient::email).ifPresent(email -> {
            attributes.put("email", email);
            attributes.put("emailDomain", email.substring(email.lastIndexOf('@') + 1));
        });
        return Map.copyOf(attributes);
    }
}
