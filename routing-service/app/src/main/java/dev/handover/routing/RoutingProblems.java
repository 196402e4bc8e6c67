package dev.handover.routing;

import dev.handover.foundation.problem.ProblemType;
import java.util.List;

/** The kinds of problem that only this service answers with. */
public final class RoutingProblems {
    public static final ProblemType HANDLE_TAKEN =
            new ProblemType("handle-taken", "Another operator of the workspace has this handle", 409);
    public static final ProblemType SUBJECT_TAKEN =
            new ProblemType("subject-taken", "Another operator of the workspace has this sign-in subject", 409);

    /** All of them. */
    public static final List<ProblemType> ALL = List.of(HANDLE_TAKEN, SUBJECT_TAKEN);

    private RoutingProblems() {}
}
