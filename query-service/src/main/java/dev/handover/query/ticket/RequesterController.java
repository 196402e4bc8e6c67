package dev.handover.query.ticket;

import dev.handover.foundation.caller.Caller;
import dev.handover.foundation.caller.StaffOnly;
import dev.handover.foundation.operation.After;
import dev.handover.foundation.problem.ProblemException;
import dev.handover.query.reading.Scope;
import dev.handover.query.waiting.Waiting;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.constraints.Min;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Customers. */
@RestController
@RequestMapping("/query/v1/requesters")
@StaffOnly
class RequesterController {
    private final RequesterReader requesters;
    private final Waiting waiting;

    RequesterController(RequesterReader requesters, Waiting waiting) {
        this.requesters = requesters;
        this.waiting = waiting;
    }

    @GetMapping("/{requesterId}")
    @Operation(summary = "One requester, with what it is known by and its tickets")
    ResponseEntity<RequesterDetail> requester(
            Caller caller,
            @PathVariable String requesterId,
            @RequestParam(required = false) @Min(0) @Nullable Long minVersion,
            @RequestParam(required = false) @Nullable String after) {
        if (requesterId.indexOf('\0') >= 0) {
            throw ProblemException.field("?requesterId", "is no id");
        }
        Scope scope = Scope.of(caller);
        Map<String, Long> versions = new LinkedHashMap<>();
        if (after != null) {
            versions.putAll(After.parse(after).versions());
        }
        if (minVersion != null && minVersion > 0) {
            versions.merge(requesterId, minVersion, Math::max);
        }
        waiting.until(scope, versions);
        RequesterDetail requester = requesters.requester(scope, requesterId);
        return ResponseEntity.ok().eTag("\"" + requester.version() + "\"").body(requester);
    }
}
