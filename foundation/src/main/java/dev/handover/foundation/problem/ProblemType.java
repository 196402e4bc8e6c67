package dev.handover.foundation.problem;

import java.net.URI;
import java.util.List;

/**
 * A kind of problem; each has a row in {@code docs/problems.md}.
 *
 * @param name kebab case; the type is {@code urn:handover:problem:<name>}
 * @param title the same for every problem of this type
 * @param status the HTTP status
 */
public record ProblemType(String name, String title, int status) {
    public static final ProblemType INVALID_REQUEST =
            new ProblemType("invalid-request", "The request does not fit the description of this call", 400);
    public static final ProblemType UNAUTHENTICATED =
            new ProblemType("unauthenticated", "A valid bearer token is needed", 401);
    public static final ProblemType FORBIDDEN = new ProblemType("forbidden", "This caller may not do that", 403);
    public static final ProblemType NOT_FOUND = new ProblemType("not-found", "There is no such thing", 404);
    public static final ProblemType METHOD_NOT_ALLOWED =
            new ProblemType("method-not-allowed", "This resource does not know that method", 405);
    public static final ProblemType NOT_ACCEPTABLE =
            new ProblemType("not-acceptable", "The answer has no form that the request accepts", 406);
    public static final ProblemType CONFLICT = new ProblemType("conflict", "It changed in the meantime", 409);
    public static final ProblemType GONE = new ProblemType("gone", "It existed, and is erased", 410);
    public static final ProblemType PRECONDITION_FAILED =
            new ProblemType("precondition-failed", "It is no longer at the version that the request names", 412);
    public static final ProblemType TOO_LARGE = new ProblemType("too-large", "The request is too large", 413);
    public static final ProblemType UNSUPPORTED_MEDIA_TYPE =
            new ProblemType("unsupported-media-type", "This content type is not read here", 415);
    public static final ProblemType KEY_REUSED =
            new ProblemType("idempotency-key-reused", "The Idempotency-Key was used before for another request", 422);
    public static final ProblemType INTERNAL = new ProblemType("internal", "Something went wrong here", 500);
    public static final ProblemType UNAVAILABLE =
            new ProblemType("unavailable", "It can't be answered now; try again", 503);

    /** The types that every service may answer with. */
    public static final List<ProblemType> SHARED = List.of(
            INVALID_REQUEST,
            UNAUTHENTICATED,
            FORBIDDEN,
            NOT_FOUND,
            METHOD_NOT_ALLOWED,
            NOT_ACCEPTABLE,
            CONFLICT,
            GONE,
            PRECONDITION_FAILED,
            TOO_LARGE,
            UNSUPPORTED_MEDIA_TYPE,
            KEY_REUSED,
            INTERNAL,
            UNAVAILABLE);

    /** The type's URI. */
    public URI uri() {
        return URI.create("urn:handover:problem:" + name);
    }
}
