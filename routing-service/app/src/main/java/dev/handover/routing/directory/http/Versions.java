package dev.handover.routing.directory.http;

import dev.handover.foundation.operation.After;
import dev.handover.foundation.problem.ProblemException;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

/** Versions of entries in HTTP's headers. */
final class Versions {
    private Versions() {}

    /** The version that {@code If-Match} names; none where the header is missing. */
    static OptionalLong expected(@Nullable String ifMatch) {
        if (ifMatch == null) {
            return OptionalLong.empty();
        }
        if (!ifMatch.matches("\"\\d{1,18}\"")) {
            throw ProblemException.field("?If-Match", "is one ETag of this resource, such as \"3\"");
        }
        return OptionalLong.of(Long.parseLong(ifMatch.substring(1, ifMatch.length() - 1)));
    }

    /** The answer to a change: the state, its ETag and what to wait for to see it elsewhere. */
    static <T> ResponseEntity<T> answer(T state, String stream, long version) {
        return ResponseEntity.ok()
                .eTag("\"" + version + "\"")
                .header(After.HEADER, new After(Map.of(stream, version)).token())
                .body(state);
    }
}
