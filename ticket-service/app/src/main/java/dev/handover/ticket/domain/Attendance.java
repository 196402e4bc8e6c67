package dev.handover.ticket.domain;

import java.util.Optional;

/**
 * Who answers in a conversation.
 *
 * @param agent the AI agent that is present, by its client id
 * @param pausedBy who has paused it; it hears what is said, and says nothing
 * @param takenOverBy the operator who answers instead
 * @param closed whether the conversation is over; a message of the customer's goes on with it
 */
public record Attendance(
        Optional<String> agent, Optional<Actor> pausedBy, Optional<Actor> takenOverBy, boolean closed) {
    /** As every conversation begins. */
    static final Attendance NOBODY = new Attendance(Optional.empty(), Optional.empty(), Optional.empty(), false);

    /** Whether an AI answers the customer: it is present, and not paused. */
    public boolean aiAnswers() {
        return agent.isPresent() && pausedBy.isEmpty();
    }

    /** Whether people answer the customer instead of an AI. */
    public boolean peopleAnswer() {
        return pausedBy.isPresent() || takenOverBy.isPresent();
    }

    Attendance joined(String newAgent) {
        return new Attendance(Optional.of(newAgent), pausedBy, takenOverBy, closed);
    }

    Attendance paused(Actor by) {
        return new Attendance(agent, Optional.of(by), takenOverBy, closed);
    }

    Attendance takenOver(Actor by) {
        return new Attendance(agent, pausedBy, Optional.of(by), closed);
    }

    /** The AI answers again, and no operator instead of it. */
    Attendance resumed() {
        return new Attendance(agent, Optional.empty(), Optional.empty(), closed);
    }

    /** Over: nobody is there any more. */
    Attendance left() {
        return new Attendance(Optional.empty(), Optional.empty(), Optional.empty(), true);
    }

    Attendance reopened() {
        return new Attendance(agent, pausedBy, takenOverBy, false);
    }
}
