package dev.handover.ticket.domain.rule;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** A rule that holds, and why. */
public record Match(Rule rule, List<String> why) {
    /** Those of the rules that hold, in their order. */
    public static List<Match> among(Collection<Rule> rules, Rule.Kind kind, Facts facts) {
        List<Match> matches = new ArrayList<>();
        for (Rule rule : rules) {
            if (rule.definition().kind() == kind) {
                Verdict verdict = Matching.verdict(rule.definition().condition(), facts);
                if (verdict.holds()) {
                    matches.add(new Match(rule, verdict.why()));
                }
            }
        }
        return List.copyOf(matches);
    }

    /** In words, for the record. */
    public String reason() {
        return rule.definition().name() + ": " + String.join(", ", why);
    }
}
