package dev.handover.ticket.http;

import dev.handover.foundation.problem.ProblemException;
import dev.handover.ticket.domain.rule.Condition;
import dev.handover.ticket.domain.rule.Sentiment;
import dev.handover.ticket.domain.rule.Words;
import dev.handover.ticket.http.RuleRequests.ConditionBody;
import dev.handover.ticket.http.RuleRequests.HoursBody;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Conditions from requests and back; what does not fit is refused with a pointer to it. */
final class Conditions {
    private static final int DEEPEST = 5;
    private static final int MOST = 50;

    private Conditions() {}

    /** The condition that the body says. */
    static Condition of(ConditionBody body) {
        if (parts(body) > MOST) {
            throw ProblemException.field("/condition", "must have at most " + MOST + " parts");
        }
        return of(body, "/condition", 1);
    }

    private static int parts(ConditionBody body) {
        List<ConditionBody> parts = body.conditions();
        return 1
                + (parts == null
                        ? 0
                        : parts.stream().mapToInt(Conditions::parts).sum());
    }

    private static Condition of(ConditionBody body, String at, int depth) {
        return switch (body.kind()) {
            case "keyword" -> new Condition.Keyword(words(body, at));
            case "phrase" -> new Condition.Phrase(words(body, at));
            case "sentiment" -> new Condition.Sounds(constants(Sentiment.class, values(body, at), at + "/values"));
            case "channel" -> new Condition.Channel(values(body, at));
            case "language" -> new Condition.Language(values(body, at));
            case "attribute" -> new Condition.Attribute(needed(body.name(), at + "/name"), values(body, at));
            case "agent" -> new Condition.AgentIs(values(body, at));
            case "message_count" -> new Condition.MessageCount(needed(body.count(), at + "/count"));
            case "plain" -> plain(body, at, depth);
            case "hours" -> hours(needed(body.hours(), at + "/hours"), at + "/hours");
            case "all" -> new Condition.All(within(body, at, depth));
            case "any" -> new Condition.Any(within(body, at, depth));
            case "not" -> {
                List<Condition> parts = within(body, at, depth);
                if (parts.size() != 1) {
                    throw ProblemException.field(at + "/conditions", "must be one condition");
                }
                yield new Condition.Not(parts.getFirst());
            }
            default -> throw ProblemException.field(at + "/kind", "must be a kind of condition");
        };
    }

    /** It is judged by itself: whatever else would be asked of the message is part of the meaning. */
    private static Condition plain(ConditionBody body, String at, int depth) {
        List<String> values = words(body, at);
        if (depth > 1) {
            throw ProblemException.field(at + "/kind", "can't be part of another condition");
        }
        if (values.size() != 1) {
            throw ProblemException.field(at + "/values", "must be one text");
        }
        return new Condition.Plain(values.getFirst());
    }

    private static List<Condition> within(ConditionBody body, String at, int depth) {
        List<ConditionBody> parts = body.conditions();
        if (parts == null || parts.isEmpty()) {
            throw ProblemException.field(at + "/conditions", "must not be empty");
        }
        if (depth >= DEEPEST) {
            throw ProblemException.field(at + "/conditions", "must not be deeper than " + DEEPEST);
        }
        List<Condition> conditions = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            conditions.add(of(parts.get(i), at + "/conditions/" + i, depth + 1));
        }
        return List.copyOf(conditions);
    }

    private static List<String> words(ConditionBody body, String at) {
        List<String> values = values(body, at);
        for (int i = 0; i < values.size(); i++) {
            if (Words.of(values.get(i)).isEmpty()) {
                throw ProblemException.field(at + "/values/" + i, "must have letters or digits");
            }
        }
        return values;
    }

    private static List<String> values(ConditionBody body, String at) {
        List<String> values = body.values();
        if (values == null || values.isEmpty()) {
            throw ProblemException.field(at + "/values", "must not be empty");
        }
        return List.copyOf(values);
    }

    private static <T> T needed(@Nullable T value, String at) {
        if (value == null) {
            throw ProblemException.field(at, "must not be missing");
        }
        return value;
    }

    private static Condition hours(HoursBody body, String at) {
        try {
            return new Condition.Hours(
                    !Boolean.FALSE.equals(body.inside()),
                    ZoneId.of(body.zone()),
                    constants(DayOfWeek.class, body.days(), at + "/days"),
                    LocalTime.parse(body.from()),
                    LocalTime.parse(body.to()));
        } catch (DateTimeException e) {
            throw ProblemException.field(at + "/zone", "must be an IANA time zone, such as Europe/Berlin");
        }
    }

    private static <E extends Enum<E>> List<E> constants(Class<E> type, List<String> names, String at) {
        List<E> found = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            E constant = Arrays.stream(type.getEnumConstants())
                    .filter(known -> name(known).equals(name))
                    .findFirst()
                    .orElse(null);
            if (constant == null) {
                throw ProblemException.field(
                        at + "/" + i,
                        "must be one of "
                                + String.join(
                                        ", ",
                                        Arrays.stream(type.getEnumConstants())
                                                .map(Conditions::name)
                                                .toList()));
            }
            found.add(constant);
        }
        return List.copyOf(found);
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** The condition as a body says it. */
    static ConditionBody body(Condition condition) {
        return switch (condition) {
            case Condition.Keyword c -> ConditionBody.of("keyword", c.words());
            case Condition.Phrase c -> ConditionBody.of("phrase", c.phrases());
            case Condition.Sounds c ->
                ConditionBody.of(
                        "sentiment",
                        c.sentiments().stream().map(Conditions::name).toList());
            case Condition.Channel c -> ConditionBody.of("channel", c.channels());
            case Condition.Language c -> ConditionBody.of("language", c.languages());
            case Condition.AgentIs c -> ConditionBody.of("agent", c.agents());
            case Condition.Plain c -> ConditionBody.of("plain", List.of(c.meaning()));
            case Condition.Attribute c -> new ConditionBody("attribute", c.values(), c.name(), null, null, null);
            case Condition.MessageCount c -> new ConditionBody("message_count", null, null, c.atLeast(), null, null);
            case Condition.Hours c ->
                new ConditionBody(
                        "hours",
                        null,
                        null,
                        null,
                        new HoursBody(
                                c.inside(),
                                c.zone().getId(),
                                c.days().stream().map(Conditions::name).toList(),
                                c.from().toString(),
                                c.to().toString()),
                        null);
            case Condition.All c -> of("all", c.conditions());
            case Condition.Any c -> of("any", c.conditions());
            case Condition.Not c -> of("not", List.of(c.condition()));
        };
    }

    private static ConditionBody of(String kind, List<Condition> parts) {
        return new ConditionBody(
                kind,
                null,
                null,
                null,
                null,
                parts.stream().map(Conditions::body).toList());
    }
}
