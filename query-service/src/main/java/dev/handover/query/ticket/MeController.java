package dev.handover.query.ticket;

import dev.handover.foundation.caller.Caller;
import dev.handover.foundation.caller.Role;
import dev.handover.foundation.caller.StaffOnly;
import dev.handover.query.directory.Member;
import dev.handover.query.reading.Reads;
import dev.handover.query.reading.Reads.Reading;
import dev.handover.query.reading.Scope;
import dev.handover.query.waiting.Waiting;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who the caller is. */
@RestController
@StaffOnly
class MeController {
    private final Reads reads;
    private final Waiting waiting;

    MeController(Reads reads, Waiting waiting) {
        this.reads = reads;
        this.waiting = waiting;
    }

    /**
     * The caller.
     *
     * @param operatorId null where the directory knows no operator with the token's {@code sub}
     * @param teams ids of the caller's teams
     */
    record Me(
            @Nullable String operatorId,
            @Nullable String handle,
            @Nullable String displayName,
            Role role,
            List<String> teams,
            String workspace,
            String subject) {}

    @GetMapping("/query/v1/me")
    @Operation(summary = "The caller, tied to the token's sub")
    Me me(Caller caller, @RequestParam(required = false) @Nullable String after) {
        Scope scope = Scope.of(caller);
        waiting.until(scope, after);
        Member member = reads.in(scope, Reading::member);
        return new Me(
                member.operatorId(),
                member.handle(),
                member.displayName(),
                caller.role(),
                member.teams(),
                caller.workspace(),
                caller.subject());
    }
}
