package dev.handover.query.settings;

import dev.handover.foundation.caller.Caller;
import dev.handover.foundation.caller.StaffOnly;
import dev.handover.query.reading.Reads;
import dev.handover.query.reading.Scope;
import dev.handover.query.waiting.Waiting;
import io.swagger.v3.oas.annotations.Operation;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Names that clients show. */
@RestController
@StaffOnly
class SettingsController {
    private final Reads reads;
    private final Waiting waiting;

    SettingsController(Reads reads, Waiting waiting) {
        this.reads = reads;
        this.waiting = waiting;
    }

    @GetMapping("/query/v1/settings/names")
    @Operation(summary = "The workspace's statuses, in order, with the phases that they stand for, and its priorities")
    WorkspaceNames names(Caller caller, @RequestParam(required = false) @Nullable String after) {
        Scope scope = Scope.of(caller);
        waiting.until(scope, after);
        return reads.in(scope, WorkspaceNames::of);
    }
}
