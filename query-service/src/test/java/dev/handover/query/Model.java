package dev.handover.query;

import dev.handover.ticket.contract.ConversationJournalEvent;
import dev.handover.ticket.contract.ConversationJournalEvent.*;
import dev.handover.ticket.contract.Phase;
import dev.handover.ticket.contract.RequesterJournalEvent;
import dev.handover.ticket.contract.RequesterJournalEvent.*;
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
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The views, folded slowly, in memory, without any of the code under test; as lines of text to compare with tables. */
final class Model {
    private final Map<String, Ticket> tickets = new TreeMap<>();
    private final Map<String, Set<String>> mentions = new TreeMap<>();
    private final Map<String, String> elsewhere = new TreeMap<>();
    private final Set<String> absorbed = new TreeSet<>();
    private final Map<String, Requester> requesters = new TreeMap<>();
    private final Set<String> participants = new TreeSet<>();
    private final Set<String> conversations = new TreeSet<>();
    private final Map<String, String> deliveries = new TreeMap<>();
    private final Map<String, String> edits = new TreeMap<>();
    private final Set<String> deletions = new TreeSet<>();
    private final Map<String, Integer> files = new TreeMap<>();
    private final Map<String, String> places = new TreeMap<>();
    private final Map<String, Long> versions = new TreeMap<>();

    private final Map<String, Thread> threads = new TreeMap<>();

    private static final class Thread {
        @Nullable
        String agent;

        @Nullable
        String pausedBy;

        @Nullable
        String takenOverBy;

        boolean escalated;
        boolean closed;
        String preview = "";
        String previewOf = "";

        /** Of each of its items, the message that it is or tells of. */
        final List<String> items = new ArrayList<>();
    }

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
        Instant snoozed;

        boolean archived;

        @Nullable
        String topic;

        @Nullable
        String label;

        String preview = "";
        String previewOf = "";
        final Set<String> messages = new TreeSet<>();
        Instant last = Instant.EPOCH;
        long version;

        boolean atHand() {
            return phase.active() && snoozed == null && !archived;
        }
    }

    private static final class Requester {
        private @Nullable String name;
        private @Nullable String email;
        private @Nullable String mergedInto;
        private String attributes = "";
        private final Map<String, Boolean> identities = new TreeMap<>();

        void change(RequesterJournalEvent event) {
            switch (event) {
                case RequesterRegistered e -> {
                    name = e.name();
                    email = e.email();
                    Objects.requireNonNull(e.identities()).forEach(this::add);
                }
                case RequesterDetailsChanged e -> {
                    name = e.name();
                    attributes = e.attributes().getFirst().value();
                }
                case RequesterIdentityAdded e -> {
                    add(e.identity());
                    if (email == null && e.identity().kind() == RequesterJournalEvent.Identity.Kind.EMAIL) {
                        email = e.identity().value();
                    }
                }
                case RequesterIdentityVerified e ->
                    identities.computeIfPresent(
                            e.identity().kind() + ":" + e.identity().value(), (_, _) -> true);
                case RequesterMerged e -> mergedInto = e.into();
                case RequesterUnmerged _ -> mergedInto = null;
                case RequesterAbsorbed _, RequesterGaveBack _, RequesterErased _ -> {}
            }
        }

        private void add(RequesterJournalEvent.Identity identity) {
            identities.putIfAbsent(identity.kind() + ":" + identity.value(), identity.verified());
        }
    }

    List<String> requesters() {
        return requesters.entrySet().stream()
                .map(entry -> {
                    Requester r = entry.getValue();
                    return String.join(
                            "|",
                            entry.getKey(),
                            String.valueOf(r.name),
                            String.valueOf(r.email),
                            String.valueOf(r.mergedInto),
                            r.attributes,
                            r.identities.entrySet().stream()
                                    .map(identity -> identity.getKey() + "=" + identity.getValue())
                                    .collect(Collectors.joining(",")));
                })
                .toList();
    }

    static String requestersSql(String slot) {
        return """
                select concat_ws('|', requester_id, name, coalesce(email, 'null'), coalesce(merged_into, 'null'),
                  coalesce(attributes ->> 'plan', ''),
                  (select coalesce(string_agg(kind || ':' || value || '=' || verified,
                    ',' order by kind || ':' || value collate "C"), '')
                   from %1$s.requester_identity i where i.requester_id = r.requester_id))
                from %1$s.requester r order by requester_id collate "C" """.formatted(slot);
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
        if (step.event() instanceof TicketErased) {
            erase(step.stream());
            return;
        }
        if (ticket != null) {
            ticket.version = version;
            change(ticket, step);
            return;
        }
        if (step.event() instanceof ConversationJournalEvent said) {
            happened(threads.computeIfAbsent(step.stream(), _ -> new Thread()), said);
        }
        switch (step.event()) {
            case ConversationMessageEdited e -> edits.merge(e.messageId(), e.text(), (old, now) -> old + "," + now);
            case ConversationMessageDeleted e -> deletions.add(e.messageId());
            case RequesterJournalEvent e ->
                requesters.computeIfAbsent(step.stream(), _ -> new Requester()).change(e);
            case ConversationParticipantAdded e -> participants.add(e.conversationId() + "|" + e.address());
            case ConversationMessageReceived e -> {
                deliveries.put(e.messageId(), "null");
                places.put(
                        e.messageId(),
                        e.conversationId() + "|"
                                + (e.moved() == null ? 0 : e.moved().times()));
                edits.remove(e.messageId());
                files.remove(e.messageId());
                deletions.remove(e.messageId());
            }
            case ConversationAttachmentUpdated e -> files.merge(e.messageId(), 1, Integer::sum);
            case ConversationOperatorReplied e -> deliveries.put(e.messageId(), "queued");
            case ConversationSystemReplied e -> deliveries.put(e.messageId(), "queued");
            case ConversationDeliveryUpdated e -> deliveries.put(e.messageId(), e.state());
            default -> {}
        }
    }

    private static void happened(Thread thread, ConversationJournalEvent event) {
        if (!(event instanceof ConversationDeliveryUpdated)) {
            thread.items.add(message(event));
        }
        switch (event) {
            case ConversationMessageMovedOff e -> {
                thread.items.removeIf(e.messageId()::equals);
                if (thread.previewOf.equals(e.messageId())) {
                    thread.preview = "";
                }
            }
            case ConversationAgentJoined e -> thread.agent = e.agentId();
            case ConversationAiPaused e -> thread.pausedBy = e.by().id();
            case ConversationTakenOver e -> thread.takenOverBy = e.by().id();
            case ConversationEscalated _ -> thread.escalated = true;
            case ConversationAiResumed _ -> {
                thread.pausedBy = null;
                thread.takenOverBy = null;
            }
            case ConversationClosed _ -> {
                thread.agent = null;
                thread.pausedBy = null;
                thread.takenOverBy = null;
                thread.closed = true;
            }
            case ConversationMessageReceived e -> {
                thread.preview = e.text();
                thread.previewOf = e.messageId();
                thread.closed = false;
            }
            case Outgoing e -> {
                thread.preview = e.text();
                thread.previewOf = e.messageId();
            }
            default -> {}
        }
    }

    private static String message(ConversationJournalEvent event) {
        return switch (event) {
            case ConversationMessageReceived e -> e.messageId();
            case Outgoing e -> e.messageId();
            case ConversationMessageEdited e -> e.messageId();
            case ConversationMessageDeleted e -> e.messageId();
            case ConversationAttachmentUpdated e -> e.messageId();
            default -> "";
        };
    }

    private void erase(String ticket) {
        tickets.remove(ticket);
        mentions.values().forEach(lines -> lines.removeIf(line -> line.endsWith("|" + ticket)));
        elsewhere.keySet().removeIf(line -> line.startsWith(ticket + "|"));
        absorbed.removeIf(line -> line.startsWith(ticket + "|"));
        conversations.removeIf(line -> line.startsWith(ticket + "|"));
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
                ticket.messages.add(e.messageId());
                if (!e.automatic().automatic()) {
                    ticket.preview = e.preview();
                    ticket.previewOf = e.messageId();
                    ticket.last = e.occurredAt();
                }
            }
            case TicketMessageMovedOff e -> {
                ticket.last = e.occurredAt();
                ticket.messages.remove(e.messageId());
                if (ticket.previewOf.equals(e.messageId())) {
                    ticket.preview = "";
                }
            }
            case TicketConversationLinked e -> conversations.add(e.ticketId() + "|" + e.conversationId());
            case TicketConversationUnlinked e -> conversations.remove(e.ticketId() + "|" + e.conversationId());
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
            case TicketSnoozed e -> {
                ticket.last = e.occurredAt();
                ticket.snoozed = e.until();
            }
            case TicketWoken e -> {
                ticket.last = e.occurredAt();
                ticket.snoozed = null;
            }
            case TicketArchived e -> {
                ticket.last = e.occurredAt();
                ticket.archived = true;
            }
            case TicketRestored e -> {
                ticket.last = e.occurredAt();
                ticket.archived = false;
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
                            t.snoozed == null ? "null" : String.valueOf(t.snoozed.toEpochMilli()),
                            String.valueOf(t.archived),
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
                  coalesce(floor(extract(epoch from snoozed_until) * 1000)::bigint::text, 'null'), archived::text,
                  floor(extract(epoch from last_activity_at) * 1000)::bigint, version)
                from %s.ticket t order by ticket_id collate "C" """.formatted(slot, slot);
    }

    List<String> counts() {
        List<String> lines = new ArrayList<>();
        for (String workspace : Traffic.WORKSPACES) {
            for (Phase phase : Phase.values()) {
                add(lines, workspace + "|phase|" + phase, workspace, t -> t.phase == phase && !t.archived);
            }
            for (String operator : Traffic.OPERATORS) {
                add(
                        lines,
                        workspace + "|operator|" + operator,
                        workspace,
                        t -> t.atHand() && operator.equals(t.operator));
            }
            for (String team : Traffic.TEAMS) {
                add(
                        lines,
                        workspace + "|queue|" + team,
                        workspace,
                        t -> t.atHand() && t.operator == null && Objects.equals(team, t.team));
            }
            add(lines, workspace + "|nobody|", workspace, t -> t.atHand() && t.operator == null);
            add(lines, workspace + "|snoozed|", workspace, t -> t.snoozed != null && !t.archived);
            add(lines, workspace + "|archived|", workspace, t -> t.archived);
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

    List<String> threads() {
        return threads.entrySet().stream()
                .map(entry -> {
                    Thread t = entry.getValue();
                    return String.join(
                            "|",
                            entry.getKey(),
                            String.valueOf(t.agent),
                            String.valueOf(t.pausedBy),
                            String.valueOf(t.takenOverBy),
                            String.valueOf(t.escalated),
                            String.valueOf(t.closed),
                            t.preview,
                            String.valueOf(t.items.size()));
                })
                .toList();
    }

    static String threadsSql(String slot) {
        return """
                select concat_ws('|', conversation_id, coalesce(agent_id, 'null'),
                  coalesce(paused_by::jsonb ->> 'id', 'null'), coalesce(taken_over_by::jsonb ->> 'id', 'null'),
                  (escalated_at is not null)::text, closed::text, preview,
                  (select count(*) from %1$s.conversation_item i where i.conversation_id = c.conversation_id))
                from %1$s.conversation c order by conversation_id collate "C" """.formatted(slot);
    }

    List<String> participants() {
        return List.copyOf(participants);
    }

    static String participantsSql(String slot) {
        return """
                select line from (select concat_ws('|', conversation_id, address) as line
                  from %s.conversation_participant) l order by line collate "C" """.formatted(slot);
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
                .map(entry -> entry.getKey() + "|" + entry.getValue() + "|" + edits.getOrDefault(entry.getKey(), "")
                        + "|" + deletions.contains(entry.getKey()) + "|" + files.getOrDefault(entry.getKey(), 0) + "|"
                        + places.getOrDefault(entry.getKey(), "0"))
                .toList();
    }

    static String messagesSql(String slot) {
        return """
                select concat_ws('|', message_id, coalesce(delivery_state, 'null'),
                  coalesce((select string_agg(e.value ->> 'text', ',' order by e.ordinality)
                    from jsonb_array_elements(edits) with ordinality e), ''), (deleted_at is not null)::text,
                  coalesce(jsonb_array_length(attachments), 0),
                  case when type = 'dev.handover.conversation.message_received.v1' then conversation_id end, moves)
                from %s.message
                order by message_id collate "C" """.formatted(slot);
    }

    /** Which messages tickets show. */
    List<String> shown() {
        return tickets.entrySet().stream()
                .flatMap(entry -> entry.getValue().messages.stream().map(message -> entry.getKey() + "|" + message))
                .sorted()
                .toList();
    }

    static String shownSql(String slot) {
        return """
                select line from (select concat_ws('|', ticket_id, message_id) as line from %s.timeline_item
                  where message_id is not null and not gone) l order by line collate "C" """.formatted(slot);
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
