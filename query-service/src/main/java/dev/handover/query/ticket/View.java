package dev.handover.query.ticket;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The views and what each shows. The conditions, of which no ticket fits two, stand on a ticket {@code t} and may bind
 * {@code :me} and {@code :teams}; each is read along one index. The rank sorts before the last activity, higher first.
 */
enum View {
    INBOX(
            "inbox",
            "Inbox",
            "true",
            View.AT_HAND + " and t.assignee = :me",
            View.AT_HAND + " and t.assignee is null and t.team = any(:teams)"),
    MINE("mine", "Mine", "true", View.AT_HAND + " and t.assignee = :me"),
    MENTIONS("mentions", "Mentions", "t.unread", "true"),
    UNASSIGNED("unassigned", "Unassigned", "true", View.AT_HAND + " and t.assignee is null"),
    ALL("all", "All", "t.active", "not t.archived"),
    SOLVED("solved", "Solved", "true", "not t.active and not t.archived"),
    SNOOZED("snoozed", "Snoozed", "true", "t.snoozed_until is not null and not t.archived"),
    ARCHIVED("archived", "Archived", "true", "t.archived");

    private static final String AT_HAND = "t.active and t.snoozed_until is null and not t.archived";

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
    private final String rank;
    private final List<String> conditions;

    View(String key, String label, String rank, String... conditions) {
        this.key = key;
        this.label = label;
        this.rank = rank;
        this.conditions = List.of(conditions);
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

    List<String> conditions() {
        return conditions;
    }

    String rank() {
        return rank;
    }

    /** Where its tickets come from, with the alias {@code t}; may bind {@code :names} and {@code :me}. */
    String source() {
        return this == MENTIONS ? MENTIONED : TICKETS;
    }
}
