package dev.handover.ticket.domain;

import org.jspecify.annotations.Nullable;

/**
 * What an agent says when it hands a conversation to people.
 *
 * @param trigger what made it do so, such as {@code customer_request}
 * @param subject of the ticket that it opens
 * @param summary what it is about, for the operator
 * @param priority of the ticket that it opens, 1 to 5
 */
public record Escalation(
        String reason,
        String trigger,
        String subject,
        String summary,
        int priority,
        @Nullable String topic,
        @Nullable String intent) {}
