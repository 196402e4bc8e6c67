package dev.handover.ticket.domain.rule;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Whether conditions hold; pure and total. What must be judged ({@link Condition.Plain}) does not hold here. */
public final class Matching {
    private Matching() {}

    /** The verdict on a condition, with the reasons of each part that made it hold. */
    public static Verdict verdict(Condition condition, Facts facts) {
        return switch (condition) {
            case Condition.Keyword c -> standing("keyword", c.words(), facts);
            case Condition.Phrase c -> standing("phrase", c.phrases(), facts);
            case Condition.Sounds c ->
                Verdict.because(
                        c.sentiments().contains(facts.sentiment()),
                        "sentiment " + facts.sentiment().name().toLowerCase(Locale.ROOT));
            case Condition.Channel c -> oneOf("channel", c.channels(), Optional.of(facts.channel()));
            case Condition.Language c -> oneOf("language", c.languages(), Optional.of(facts.language()));
            case Condition.MessageCount c ->
                Verdict.because(facts.messages() >= c.atLeast(), facts.messages() + " messages");
            case Condition.Attribute c ->
                oneOf(
                        c.name(),
                        c.values(),
                        Optional.ofNullable(facts.attributes().get(c.name())));
            case Condition.AgentIs c -> oneOf("agent", c.agents(), facts.agent());
            case Condition.Hours c -> Verdict.because(within(c, facts) == c.inside(), c.text());
            case Condition.Plain _ -> Verdict.NO;
            case Condition.All c -> all(c, facts);
            case Condition.Any c -> any(c, facts);
            case Condition.Not c ->
                Verdict.because(!verdict(c.condition(), facts).holds(), c.text());
        };
    }

    private static Verdict standing(String kind, List<String> wanted, Facts facts) {
        List<String> text = Words.of(facts.text());
        return wanted.stream()
                .filter(words -> Words.stand(text, words))
                .findFirst()
                .map(words -> Verdict.because(true, kind + " \"" + words + "\""))
                .orElse(Verdict.NO);
    }

    private static Verdict oneOf(String name, List<String> wanted, Optional<String> value) {
        return value.filter(known -> wanted.stream().anyMatch(known::equalsIgnoreCase))
                .map(known -> Verdict.because(true, name + " " + known))
                .orElse(Verdict.NO);
    }

    private static boolean within(Condition.Hours c, Facts facts) {
        ZonedDateTime there = facts.at().atZone(c.zone());
        LocalTime time = there.toLocalTime();
        DayOfWeek day = there.getDayOfWeek();
        if (c.from().isBefore(c.to())) {
            return c.days().contains(day) && !time.isBefore(c.from()) && time.isBefore(c.to());
        }
        return (c.days().contains(day) && !time.isBefore(c.from()))
                || (c.days().contains(day.minus(1)) && time.isBefore(c.to()));
    }

    private static Verdict all(Condition.All c, Facts facts) {
        List<String> why = new ArrayList<>();
        for (Condition part : c.conditions()) {
            Verdict verdict = verdict(part, facts);
            if (!verdict.holds()) {
                return Verdict.NO;
            }
            why.addAll(verdict.why());
        }
        return new Verdict(true, why);
    }

    private static Verdict any(Condition.Any c, Facts facts) {
        List<String> why = new ArrayList<>();
        boolean holds = false;
        for (Condition part : c.conditions()) {
            Verdict verdict = verdict(part, facts);
            holds |= verdict.holds();
            why.addAll(verdict.why());
        }
        return new Verdict(holds, why);
    }
}
