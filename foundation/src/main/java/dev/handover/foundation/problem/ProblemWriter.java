package dev.handover.foundation.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import tools.jackson.databind.json.JsonMapper;

/** Makes problem documents, and writes them where no controller is at work. */
public final class ProblemWriter {
    private final JsonMapper json;

    public ProblemWriter(JsonMapper json) {
        this.json = json;
    }

    /** The document of a problem. */
    public static ProblemDetail document(ProblemType type, String detail, Map<String, Object> members) {
        ProblemDetail document = ProblemDetail.forStatusAndDetail(HttpStatusCode.valueOf(type.status()), detail);
        document.setType(type.uri());
        document.setTitle(type.title());
        members.forEach(document::setProperty);
        return document;
    }

    /** Answers a request that carries no valid token. */
    public void unauthenticated(HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
            throws IOException {
        response.setHeader("WWW-Authenticate", "Bearer");
        write(response, ProblemType.UNAUTHENTICATED, "The request carries no bearer token that is valid now.");
    }

    /** Answers a request whose caller may not do that. */
    public void forbidden(HttpServletRequest request, HttpServletResponse response, AccessDeniedException e)
            throws IOException {
        write(response, ProblemType.FORBIDDEN, "The caller's role, scopes or workspace do not allow this call.");
    }

    /** Writes a problem straight to a response. */
    public void write(HttpServletResponse response, ProblemType type, String detail) throws IOException {
        write(response, type, detail, Map.of());
    }

    /** Writes a problem straight to a response, with its members. */
    public void write(HttpServletResponse response, ProblemException problem) throws IOException {
        write(response, problem.type(), String.valueOf(problem.getMessage()), problem.members());
    }

    /** Answers that nothing was decided, and when to ask again. */
    public void unavailable(HttpServletResponse response) throws IOException {
        response.setHeader("Retry-After", "1");
        write(response, ProblemType.UNAVAILABLE, "The service can't answer now; nothing was decided.");
    }

    private void write(HttpServletResponse response, ProblemType type, String detail, Map<String, Object> members)
            throws IOException {
        response.setStatus(type.status());
        response.setContentType("application/problem+json");
        response.getOutputStream().write(json.writeValueAsBytes(document(type, detail, members)));
    }
}
