package dev.handover.ticket.assistant;

/** The assistant can't say anything now; asked again later, it may. */
public class AssistantUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public AssistantUnavailableException(String message) {
        super(message);
    }

    AssistantUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
