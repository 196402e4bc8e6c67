package dev.handover.query.ticket;

import dev.handover.foundation.caller.Caller;
import dev.handover.foundation.caller.StaffOnly;
import dev.handover.foundation.problem.ProblemException;
import dev.handover.query.reading.Scope;
import dev.handover.query.waiting.Waiting;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Conversations, as a list and one by one. */
@RestController
@RequestMapping("/query/v1/conversations")
@StaffOnly
class ConversationController {
    private final Conversations conversations;
    private final Waiting waiting;

    ConversationController(Conversations conversations, Waiting waiting) {
        this.conversations = conversations;
        this.waiting = waiting;
    }

    @GetMapping
    @Operation(
            summary = "Live conversations without a ticket, the newest activity first; those escalated, or the others")
    Conversations.Page list(
            Caller caller,
            @RequestParam(required = false) @Nullable Boolean escalated,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "50") @Min(1) @Max(ListRequest.MOST) int limit) {
        Scope scope = Scope.of(caller);
        waiting.until(scope, after);
        return conversations.page(scope, Optional.ofNullable(escalated), cursor, limit);
    }

    @GetMapping("/{conversationId}")
    @Operation(summary = "One conversation: who it is with, and who answers")
    ConversationRow conversation(
            Caller caller,
            @PathVariable String conversationId,
            @RequestParam(required = false) @Nullable String after) {
        Scope scope = Scope.of(caller);
        waiting.until(scope, after);
        return conversations.conversation(scope, id(conversationId));
    }

    @GetMapping("/{conversationId}/timeline")
    @Operation(summary = "What was said and done in a conversation, in order")
    Conversations.Happened timeline(
            Caller caller,
            @PathVariable String conversationId,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "0") @Min(0) long cursor,
            @RequestParam(defaultValue = "200") @Min(1) @Max(1000) int limit) {
        Scope scope = Scope.of(caller);
        waiting.until(scope, after);
        return conversations.happened(scope, id(conversationId), cursor, limit);
    }

    private static String id(String conversationId) {
        if (conversationId.indexOf('\0') >= 0) {
            throw ProblemException.field("?conversationId", "is no id");
        }
        return conversationId;
    }
}
