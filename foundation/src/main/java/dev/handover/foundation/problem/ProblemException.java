package dev.handover.foundation.problem;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A problem on its way to the caller; carries no stack trace, since it is an answer and not a fault. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient ProblemType type;
    private final transient Map<String, Object> members = new LinkedHashMap<>();

    public ProblemException(ProblemType type, String detail) {
        super(detail, null, false, false);
        this.type = type;
    }

    /** Bad input in one field. */
    public static ProblemException field(String pointer, String detail) {
        return new ProblemException(ProblemType.INVALID_REQUEST, "1 field is not valid")
                .with("errors", List.of(new FieldProblem(pointer, detail)));
    }

    /** Adds a member to the problem document. */
    public ProblemException with(String name, @Nullable Object value) {
        if (value != null) {
            members.put(name, value);
        }
        return this;
    }

    public ProblemType type() {
        return type;
    }

    public Map<String, Object> members() {
        return members;
    }

    /**
     * What is wrong with one field.
     *
     * @param pointer JSON pointer into the request's body, or {@code ?name} for a parameter
     */
    public record FieldProblem(String pointer, String detail) {}
}
