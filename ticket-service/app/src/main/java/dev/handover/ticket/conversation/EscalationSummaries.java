package dev.handover.ticket.conversation;

import dev.handover.ticket.assistant.Assistant;
import dev.handover.ticket.assistant.AssistantUnavailableException;
import java.util.List;
import java.util.Optional;

/** Summaries of what customers wrote, for escalations that come without one; to be asked for outside a step. */
public final class EscalationSummaries {
    private final Assistant assistant;

    public EscalationSummaries(Assistant assistant) {
        this.assistant = assistant;
    }

    /** Of the customer's newest messages, oldest first; empty where nothing was said, or the assistant can't tell now. */
    public Optional<String> of(List<String> messages) {
        if (messages.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(assistant.summarise(messages));
        } catch (AssistantUnavailableException e) {
            return Optional.empty();
        }
    }
}
