package dev.handover.query.ticket;

import java.util.Arrays;
import java.util.Optional;

/**
 * The views and what each shows. A condition stands on a ticket {@code t} and may bind {@code :me} and {@code :teams};
 * the rank sorts before the last activity, higher first.
 */
enum View {
    INBOX("inbox", "Inbox", "t.active and (t.assignee = :me or (t.assignee is null and t.team = any(:teams)))", "true"),
    MINE("mine", "Mine", "t.active and t.assignee = :me", "true"),
    MENTIONS("mentions", "Mentions", "true", "t.unread"),
    UNASSIGNED("unassigned", "Unassigned", "t.active and t.assignee is null", "true"),
    ALL("all", "All", "true", "t.active"),
    SOLVED("solved", "Solved", "not t.active", "true");

    private static final String TICKETS = "live.ticket t";
    private static final String MENTIONED = """
            (select t.*, m.sequence > coalesce(r.version, 0) as unread
             from (select workspace, ticket_id, max(sequence) as sequence from live.mention
                   where workspace = :workspace and target = any(:names) group by workspace, ticket_id) m
             join live.ticket t on t.workspace = m.workspace and t.ticket_id = m.ticket_id
             left join read_mark r
               on r.workspace = m.workspace and r.operator_id = :me and r.ticket_id = m.ticket_id) t""";

    private final String key;
    private final String label;
    private final String condition;
    private final String rank;

    View(String key, String label, String condition, String rank) {
        this.key = key;
        this.label = label;
        this.condition = condition;
        this.rank = rank;
    }

    static Optional<View> of(String key) {
        return Arrays.stream(values()).filter(view -> view.key.equals(key)).findFirst();
    }

    String key() {
        return key;
    }

    String label() {
        return label;
    }

    String condition() {
        return condition;
    }

    String rank() {
        return rank;
    }

    /** Where its tickets come from, with the alias {@code t}; may bind {@code :names} and {@code :me}. */
    String source() {
        return this == MENTIONS ? MENTIONED : TICKETS;
    }
}
