package dev.handover.query;

import dev.handover.ticket.contract.ConversationJournalEvent.*;
import dev.handover.ticket.contract.Phase;
import dev.handover.ticket.contract.TicketJournalEvent.*;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The views, folded slowly, in memory, without any of the code under test; as lines of text to compare with tables. */
final class Model {
    private final Map<String, Ticket> tickets = new TreeMap<>();
    private final Map<String, Set<String>> mentions = new TreeMap<>();
    private final Map<String, String> elsewhere = new TreeMap<>();
    private final Set<String> absorbed = new TreeSet<>();
    private final Set<String> conversations = new TreeSet<>();
    private final Map<String, String> deliveries = new TreeMap<>();
    private final Map<String, Long> versions = new TreeMap<>();

    private static final class Ticket {
        String workspace = "";
        String status = "";
        Phase phase = Phase.NEW;
        int priority;

        @Nullable
        String operator;

        @Nullable
        String team;

        Set<String> tags = new HashSet<>();
        String subject = "";
        String description = "";

        @Nullable
        String topic;

        @Nullable
        String label;

        String preview = "";
        Instant last = Instant.EPOCH;
        long version;
    }

    void apply(Traffic.Step step) {
        long version = versions.merge(step.stream(), 1L, Long::sum);
        Ticket ticket = tickets.get(step.stream());
        if (step.event() instanceof TicketOpened e) {
            ticket = new Ticket();
            ticket.workspace = step.workspace();
            ticket.status = e.status();
            ticket.phase = e.phase();
            ticket.priority = e.priority();
            ticket.team = e.teamId();
            ticket.tags.addAll(e.tags());
            ticket.preview = e.description();
            ticket.subject = e.subject();
            ticket.description = e.description();
            ticket.last = e.occurredAt();
            tickets.put(step.stream(), ticket);
        }
        if (ticket != null) {
            ticket.version = version;
            change(ticket, step);
            return;
        }
        switch (step.event()) {
            case ConversationMessageReceived e -> deliveries.put(e.messageId(), "null");
            case ConversationOperatorReplied e -> deliveries.put(e.messageId(), "queued");
            case ConversationDeliveryUpdated e -> deliveries.put(e.messageId(), e.state());
            default -> {}
        }
    }

    private void change(Ticket ticket, Traffic.Step step) {
        switch (step.event()) {
            case TicketAssigned e -> {
                ticket.operator = e.operatorId();
                ticket.team = e.teamId();
                ticket.last = e.occurredAt();
            }
            case TicketUnassigned e -> {
                ticket.operator = null;
                ticket.team = null;
                ticket.last = e.occurredAt();
            }
            case TicketStatusChanged e -> {
                ticket.status = e.status();
                ticket.phase = e.phase();
                ticket.last = e.occurredAt();
            }
            case TicketPriorityChanged e -> {
                ticket.priority = e.to();
                ticket.last = e.occurredAt();
            }
            case TicketTagged e -> {
                ticket.tags.addAll(e.tags());
                ticket.last = e.occurredAt();
            }
            case TicketUntagged e -> {
                e.tags().forEach(ticket.tags::remove);
                ticket.last = e.occurredAt();
            }
            case TicketMessageAdded e -> {
                if (!e.automatic().automatic()) {
                    ticket.preview = e.preview();
                    ticket.last = e.occurredAt();
                }
            }
            case TicketConversationLinked e -> conversations.add(e.ticketId() + "|" + e.conversationId());
            case TicketAbsorbed e -> {
                ticket.last = e.occurredAt();
                absorbed.add(e.ticketId() + "|" + e.source());
                e.conversationIds().forEach(id -> conversations.add(e.ticketId() + "|" + id));
            }
            case TicketGaveBack e -> {
                ticket.last = e.occurredAt();
                absorbed.remove(e.ticketId() + "|" + e.source());
                e.conversationIds().forEach(id -> conversations.remove(e.ticketId() + "|" + id));
            }
            case TicketNoteAdded e -> {
                ticket.last = e.occurredAt();
                mentions(step, e.ticketId(), e.noteId(), e.mentions());
            }
            case TicketNoteEdited e -> {
                ticket.last = e.occurredAt();
                mentions(step, e.ticketId(), e.noteId(), e.mentions());
            }
            case TicketDescribed e -> {
                ticket.last = e.occurredAt();
                ticket.subject = e.subject() == null ? ticket.subject : e.subject();
                ticket.description = e.description() == null ? ticket.description : e.description();
            }
            case TicketClassified e -> {
                ticket.last = e.occurredAt();
                ticket.topic = e.topic();
                ticket.label = e.label();
            }
            case TicketRecordLinked e -> {
                ticket.last = e.occurredAt();
                elsewhere.put(e.ticketId() + "|" + e.recordId(), "|" + e.title());
            }
            case TicketRecordUnlinked e -> {
                ticket.last = e.occurredAt();
                elsewhere.remove(e.ticketId() + "|" + e.recordId());
            }
            case TicketExternalSynced e ->
                elsewhere.put(
                        e.ticketId() + "|" + e.remoteId(), "|" + e.lastSyncAt().toEpochMilli());
            default -> {}
        }
    }

    private void mentions(Traffic.Step step, String ticketId, String noteId, List<String> targets) {
        Set<String> lines = new TreeSet<>();
        targets.forEach(target -> lines.add(step.workspace() + "|" + target + "|" + ticketId));
        mentions.put(ticketId + " " + noteId, lines);
    }

    List<String> rows() {
        return tickets.entrySet().stream()
                .map(entry -> {
                    Ticket t = entry.getValue();
                    return String.join(
                            "|",
                            t.workspace,
                            entry.getKey(),
                            t.status,
                            t.phase.name(),
                            String.valueOf(t.phase.active()),
                            String.valueOf(t.priority),
                            String.valueOf(t.operator),
                            String.valueOf(t.team),
                            String.join(",", new TreeSet<>(t.tags)),
                            t.preview,
                            t.subject,
                            t.description,
                            String.valueOf(t.topic),
                            String.valueOf(t.label),
                            String.valueOf(t.last.toEpochMilli()),
                            String.valueOf(t.version));
                })
                .toList();
    }

    static String rowsSql(String slot) {
        return """
                select concat_ws('|', workspace, ticket_id, status, phase, active::text, priority, coalesce(assignee, 'null'),
                  coalesce(team, 'null'),
                  (select coalesce(string_agg(tag, ',' order by tag collate "C"), '') from jsonb_array_elements_text(tags) tag),
                  preview, subject,
                  (select description from %s.ticket_opening o where o.workspace = t.workspace and o.ticket_id = t.ticket_id),
                  coalesce(topic, 'null'), coalesce(label, 'null'),
                  floor(extract(epoch from last_activity_at) * 1000)::bigint, version)
                from %s.ticket t order by ticket_id collate "C" """.formatted(slot, slot);
    }

    List<String> counts() {
        List<String> lines = new ArrayList<>();
        for (String workspace : Traffic.WORKSPACES) {
            for (Phase phase : Phase.values()) {
                add(lines, workspace + "|phase|" + phase, workspace, t -> t.phase == phase);
            }
            for (String operator : Traffic.OPERATORS) {
                add(
                        lines,
                        workspace + "|operator|" + operator,
                        workspace,
                        t -> t.phase.active() && operator.equals(t.operator));
            }
            for (String team : Traffic.TEAMS) {
                add(
                        lines,
                        workspace + "|queue|" + team,
                        workspace,
                        t -> t.phase.active() && t.operator == null && Objects.equals(team, t.team));
            }
            add(lines, workspace + "|nobody|", workspace, t -> t.phase.active() && t.operator == null);
        }
        return lines.stream().sorted().toList();
    }

    private void add(List<String> lines, String name, String workspace, Predicate<Ticket> counted) {
        long count = tickets.values().stream()
                .filter(t -> t.workspace.equals(workspace))
                .filter(counted)
                .count();
        if (count > 0) {
            lines.add(name + "|" + count);
        }
    }

    static String countsSql(String slot) {
        return """
                select line from (select concat_ws('|', workspace, fact, key, sum(count)) as line from %s.ticket_count
                  group by workspace, fact, key having sum(count) <> 0) l order by line collate "C" """.formatted(slot);
    }

    List<String> relations() {
        return List.copyOf(absorbed);
    }

    static String relationsSql(String slot) {
        return """
                select line from (select concat_ws('|', ticket_id, other_id) as line from %s.ticket_relation
                  where standing) l order by line collate "C" """.formatted(slot);
    }

    List<String> conversations() {
        return List.copyOf(conversations);
    }

    static String conversationsSql(String slot) {
        return """
                select line from (select concat_ws('|', ticket_id, conversation_id) as line from %s.ticket_conversation
                  where standing) l order by line collate "C" """.formatted(slot);
    }

    List<String> mentions() {
        Set<String> all = new TreeSet<>();
        mentions.values().forEach(all::addAll);
        return List.copyOf(all);
    }

    static String mentionsSql(String slot) {
        return """
                select line from (select distinct concat_ws('|', workspace, target, ticket_id) as line from %s.mention) l
                order by line collate "C" """.formatted(slot);
    }

    List<String> elsewhere() {
        return elsewhere.entrySet().stream()
                .map(entry -> entry.getKey() + entry.getValue())
                .sorted()
                .toList();
    }

    static String elsewhereSql(String slot) {
        return """
                select line from (
                  select concat_ws('|', ticket_id, record_id, title) as line from %s.ticket_record
                  union all
                  select concat_ws('|', ticket_id, remote_id, floor(extract(epoch from last_sync_at) * 1000)::bigint)
                  from %s.ticket_external) l
                order by line collate "C" """.formatted(slot, slot);
    }

    List<String> messages() {
        return deliveries.entrySet().stream()
                .map(entry -> entry.getKey() + "|" + entry.getValue())
                .toList();
    }

    static String messagesSql(String slot) {
        return """
                select concat_ws('|', message_id, coalesce(delivery_state, 'null')) from %s.message
                order by message_id collate "C" """.formatted(slot);
    }

    List<String> versions() {
        return versions.entrySet().stream()
                .map(entry -> entry.getKey() + "|" + entry.getValue())
                .toList();
    }

    static String versionsSql(String slot) {
        return """
                select concat_ws('|', stream_id, version) from %s.stream_version order by stream_id collate "C" """.formatted(slot);
    }
}
