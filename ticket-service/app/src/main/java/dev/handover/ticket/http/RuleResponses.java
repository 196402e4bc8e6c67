package dev.handover.ticket.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.handover.ticket.conversation.DryRun;
import dev.handover.ticket.domain.OperatorId;
import dev.handover.ticket.domain.TeamId;
import dev.handover.ticket.domain.rule.Actions;
import dev.handover.ticket.domain.rule.Rule;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answers about escalation events. */
final class RuleResponses {
    private RuleResponses() {}

    /** @param version what {@code If-Match} names */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record EscalationEvent(
            String escalationEventId,
            int version,
            String name,
            RuleRequests.Kind kind,
            RuleRequests.ConditionBody condition,
            RuleRequests.Actions actions) {
        static EscalationEvent of(Rule rule) {
            Rule.Definition said = rule.definition();
            return new EscalationEvent(
                    rule.id().value(),
                    rule.version(),
                    said.name(),
                    said.kind() == Rule.Kind.ALERT ? RuleRequests.Kind.alert : RuleRequests.Kind.message,
                    Conditions.body(said.condition()),
                    actions(said.actions()));
        }

        private static RuleRequests.Actions actions(Actions actions) {
            return new RuleRequests.Actions(
                    actions.openTicket(),
                    id(actions.notifyTeam()),
                    actions.priority(),
                    operator(actions.assignOperator()),
                    id(actions.assignTeam()),
                    actions.tags());
        }

        private static @Nullable String id(@Nullable TeamId team) {
            return team == null ? null : team.value();
        }

        private static @Nullable String operator(@Nullable OperatorId operator) {
            return operator == null ? null : operator.value();
        }
    }

    /** All of a workspace's, in the order in which they were defined. */
    record EscalationEvents(List<EscalationEvent> items) {}

    record EventRemoved(String escalationEventId) {}

    /**
     * What a dry run found.
     *
     * @param conversations how many were looked at
     * @param messages how many were looked at
     */
    record Tried(int conversations, int messages, List<Hit> matches) {
        static Tried of(DryRun.Outcome outcome) {
            return new Tried(
                    outcome.conversations(),
                    outcome.messages(),
                    outcome.hits().stream()
                            .map(hit -> new Hit(
                                    hit.conversation().value(),
                                    hit.message().value(),
                                    hit.at(),
                                    hit.preview(),
                                    hit.why()))
                            .toList());
        }
    }

    /** @param why what made the condition hold, in words */
    record Hit(String conversationId, String messageId, Instant at, String preview, List<String> why) {}
}
