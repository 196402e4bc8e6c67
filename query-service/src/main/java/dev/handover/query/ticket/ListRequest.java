package dev.handover.query.ticket;

import dev.handover.foundation.kafka.EventJson;
import dev.handover.foundation.problem.ProblemException;
import dev.handover.query.settings.Statuses;
import dev.handover.ticket.contract.Phase;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/**
 * What a list is asked for. Parameters that no list knows are refused: a filter with a slip of the pen must not show
 * everything.
 *
 * @param conditions of the filters, on a ticket {@code t}, with their binds by name
 */
record ListRequest(
        View view,
        int limit,
        @Nullable Cursor cursor,
        @Nullable String after,
        Map<String, Object> binds,
        String conditions) {
    static final int MOST = 200;
    /** Stands for the condition on the status, which the workspace's names for phases say. */
    private static final String STATUS = "(status is shown)";

    private static final Map<String, String> FILTERS = Map.ofEntries(
            Map.entry("status", STATUS),
            Map.entry("phase", "t.phase = :phase"),
            Map.entry("priority", "t.priority = :priority"),
            Map.entry("assignee", "t.assignee = :assignee"),
            Map.entry("team", "t.team = :team"),
            Map.entry("tag", "t.tags @> :tag::jsonb"),
            Map.entry("topic", "t.topic = :topic"),
            Map.entry("intent", "t.intent = :intent"),
            Map.entry("label", "t.label = :label"),
            Map.entry("subLabel", "t.sub_label = :subLabel"),
            Map.entry("channel", "t.channel = :channel"),
            Map.entry("requester", """
                    t.ticket_id in (select d.ticket_id from live.ticket_opening d
                      where d.workspace = :workspace
                        and d.requester_id = any(array(select live.merged_into(:workspace, :requester))))"""));
    private static final Set<String> OTHERS = Set.of("view", "limit", "cursor", "after");

    /** As the workspace's names have it. */
    ListRequest in(Statuses names) {
        if (!(binds.get("status") instanceof String key)) {
            return this;
        }
        Statuses.Condition shown = names.where(key);
        Map<String, Object> all = new LinkedHashMap<>(binds);
        all.putAll(shown.binds());
        return new ListRequest(view, limit, cursor, after, all, conditions.replace(STATUS, shown.sql()));
    }

    boolean filtered() {
        return !binds.isEmpty();
    }

    static ListRequest of(MultiValueMap<String, String> parameters) {
        Map<String, Object> binds = new LinkedHashMap<>();
        StringBuilder conditions = new StringBuilder();
        for (Map.Entry<String, List<String>> parameter : parameters.entrySet()) {
            String name = parameter.getKey();
            String filter = FILTERS.get(name);
            if (parameter.getValue().size() != 1) {
                throw ProblemException.field("?" + name, "is given more than once");
            }
            if (filter == null && !OTHERS.contains(name)) {
                throw ProblemException.field("?" + name, "is no parameter of lists");
            }
            if (filter != null) {
                conditions.append(" and ").append(filter);
                binds.put(name, value(name, parameter.getValue().getFirst()));
            }
        }
        View view = view(parameters.getFirst("view"));
        String cursor = parameters.getFirst("cursor");
        return new ListRequest(
                view,
                limit(parameters.getFirst("limit")),
                cursor == null ? null : Cursor.parse(cursor, view),
                parameters.getFirst("after"),
                binds,
                conditions.toString());
    }

    private static View view(@Nullable String key) {
        return key == null ? View.ALL : View.of(key).orElseThrow(() -> ProblemException.field("?view", "is no view"));
    }

    private static int limit(@Nullable String text) {
        if (text == null) {
            return 50;
        }
        int limit = number("limit", text);
        if (limit < 1 || limit > MOST) {
            throw ProblemException.field("?limit", "must be from 1 to " + MOST);
        }
        return limit;
    }

    private static Object value(String name, String text) {
        if (text.isBlank() || text.length() > 200 || text.indexOf('\0') >= 0) {
            throw ProblemException.field("?" + name, "must have 1 to 200 characters");
        }
        return switch (name) {
            case "priority" -> {
                int priority = number(name, text);
                if (priority < 1 || priority > 5) {
                    throw ProblemException.field("?priority", "must be from 1 to 5");
                }
                yield priority;
            }
            case "phase" -> phase(text);
            case "tag" -> EventJson.MAPPER.writeValueAsString(List.of(text));
            default -> text;
        };
    }

    private static String phase(String text) {
        try {
            return Phase.valueOf(text.toUpperCase(Locale.ROOT)).name();
        } catch (IllegalArgumentException e) {
            throw ProblemException.field("?phase", "is no phase");
        }
    }

    private static int number(String name, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw ProblemException.field("?" + name, "is no number");
        }
    }
}
