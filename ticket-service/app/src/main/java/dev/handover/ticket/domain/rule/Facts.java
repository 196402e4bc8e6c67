package dev.handover.ticket.domain.rule;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What rules look at: a message in its conversation, or an alert.
 *
 * @param text what the customer wrote, without quotes and signature; an alert's title
 * @param language ISO 639-1, or {@code und} where it can't be told
 * @param messages how many the customer has written in the conversation, with this one
 * @param attributes of the requester ({@code email}, {@code emailDomain}, {@code name}), or of the alert
 * @param agent the AI agent that is in the conversation
 */
public record Facts(
        String text,
        Sentiment sentiment,
        String language,
        String channel,
        int messages,
        Map<String, String> attributes,
        Optional<String> agent,
        Instant at) {}
