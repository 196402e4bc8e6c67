package dev.handover.ticket.http;

import dev.handover.foundation.problem.ProblemException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

/** Versions in HTTP's headers: an ETag is one, and {@code If-Match} says on which one a change was decided. */
final class Versions {
    static final String IF_MATCH = "If-Match";

    private Versions() {}

    /** The version that {@code If-Match} names, which must be there: without it, a change of another person is lost. */
    static long seen(@Nullable String ifMatch) {
        String tag = Optional.ofNullable(ifMatch)
                .orElseThrow(() -> new ProblemException(
                        TicketProblems.IF_MATCH_REQUIRED,
                        "If-Match names the ETag of what the change was decided on."));
        if (!tag.matches("\"\\d{1,18}\"")) {
            throw ProblemException.field("?If-Match", "is one ETag of this resource, such as \"3\"");
        }
        return Long.parseLong(tag.substring(1, tag.length() - 1));
    }

    /** The same answer with the version as its ETag. */
    static <T> ResponseEntity<T> tagged(ResponseEntity<T> answer, long version) {
        return ResponseEntity.status(answer.getStatusCode())
                .headers(answer.getHeaders())
                .eTag(tag(version))
                .body(answer.getBody());
    }

    static String tag(long version) {
        return "\"" + version + "\"";
    }
}
