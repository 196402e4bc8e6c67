package dev.handover.ticket.domain;

import dev.handover.ticket.domain.rule.Actions;
import dev.handover.ticket.domain.rule.Condition;
import dev.handover.ticket.domain.rule.Rule;
import dev.handover.ticket.domain.rule.RuleId;
import java.util.List;

/** The escalation event that a workspace without any gets when its help desk is switched on. */
final class DefaultRule {
    /** A ticket opens for whoever asks, in English or German, to speak with a person. */
    static final Rule ASKS_FOR_A_PERSON = new Rule(
            new RuleId("asks-for-a-person"),
            1,
            new Rule.Definition(
                    "Asks for a person",
                    Rule.Kind.MESSAGE,
                    new Condition.Phrase(List.of(
                            "talk to a human",
                            "talk to a person",
                            "talk to someone",
                            "speak to a human",
                            "speak to a person",
                            "speak to someone",
                            "speak with a human",
                            "speak with a person",
                            "real person",
                            "human agent",
                            "mit einem Menschen sprechen",
                            "mit einem Mitarbeiter sprechen",
                            "mit jemandem sprechen",
                            "echten Menschen",
                            "echter Mensch")),
                    new Actions(true, null, null, null, null, List.of())));

    private DefaultRule() {}
}
