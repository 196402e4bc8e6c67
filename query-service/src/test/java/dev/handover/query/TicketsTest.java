package dev.handover.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handover.foundation.operation.After;
import dev.handover.foundation.test.TestIssuer;
import dev.handover.query.Running.Answer;
import dev.handover.routing.contract.DirectoryRecord;
import dev.handover.ticket.contract.Actor;
import dev.handover.ticket.contract.AttachmentRef;
import dev.handover.ticket.contract.AutomaticKind;
import dev.handover.ticket.contract.ConversationJournalEvent;
import dev.handover.ticket.contract.Phase;
import dev.handover.ticket.contract.TicketJournalEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** Lists, counts, tickets and timelines over HTTP; each test has a workspace of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TicketsTest {
    private Running running;

    @BeforeAll
    void start() {
        running = new Running();
    }

    @AfterAll
    void stop() {
        running.close();
    }

    private static String id() {
        return UUID.randomUUID().toString();
    }

    private static String workspace() {
        return "w" + UUID.randomUUID().toString().substring(0, 8);
    }

    private String open(String workspace, long number, @Nullable String team) {
        String id = id();
        running.publish(workspace, id, Story.opened(id, number, team, Story.now()));
        return id;
    }

    private Map<String, Long> counts(String token) {
        return running.get(token, "/query/v1/views")
                .body()
                .path("views")
                .valueStream()
                .collect(Collectors.toMap(
                        view -> view.path("key").asString(),
                        view -> view.path("count").asLong()));
    }

    @Test
    void aRowHasEverythingThatTheListPromises() {
        String workspace = workspace();
        running.operator(workspace, "amelie", "support");
        String ticket = open(workspace, 7, "support");
        Instant at = Story.now();
        running.publish(workspace, ticket, Story.assigned(ticket, "amelie", "support", at));
        String token = Running.token(workspace, "amelie");
        Answer inbox = running.await(
                token,
                "/query/v1/tickets?view=inbox",
                answer -> answer.items().path(0).path("assignee").hasNonNull("handle"));
        JsonNode row = inbox.items().get(0);
        assertThat(row.propertyNames())
                .containsExactlyInAnyOrder(
                        "ticketId",
                        "number",
                        "subject",
                        "status",
                        "phase",
                        "priority",
                        "requester",
                        "assignee",
                        "team",
                        "channel",
                        "sourceAgent",
                        "tags",
                        "topic",
                        "intent",
                        "label",
                        "subLabel",
                        "snooze",
                        "archived",
                        "preview",
                        "createdAt",
                        "lastActivityAt",
                        "version");
        assertThat(row.path("ticketId").asString()).isEqualTo(ticket);
        assertThat(row.path("number").asLong()).isEqualTo(7);
        assertThat(row.path("phase").asString()).isEqualTo("NEW");
        assertThat(row.path("requester").path("email").asString()).isEqualTo("carla@customer.test");
        assertThat(row.path("assignee").path("operatorId").asString()).isEqualTo("amelie");
        assertThat(row.path("assignee").path("displayName").asString()).isEqualTo("AMELIE");
        assertThat(row.path("team").asString()).isEqualTo("support");
        assertThat(row.path("sourceAgent").isNull()).isTrue();
        assertThat(row.path("tags").get(0).asString()).isEqualTo("first");
        assertThat(row.path("preview").asString()).isEqualTo("The description of 7");
        assertThat(Instant.parse(row.path("lastActivityAt").asString())).isEqualTo(at);
        assertThat(row.path("version").asLong()).isEqualTo(2);
        assertThat(inbox.body().path("count").asLong()).isEqualTo(1);
        assertThat(inbox.body().path("nextCursor").isNull()).isTrue();
    }

    @Test
    void eachViewShowsItsTicketsAndCountsThem() {
        String workspace = workspace();
        running.operator(workspace, "amelie", "support");
        running.operator(workspace, "ben", "sales");
        String mine = open(workspace, 1, "support");
        running.publish(workspace, mine, Story.assigned(mine, "amelie", "support", Story.now()));
        String queued = open(workspace, 2, "support");
        String elsewhere = open(workspace, 3, "sales");
        String others = open(workspace, 4, "support");
        running.publish(workspace, others, Story.assigned(others, "ben", "support", Story.now()));
        running.publish(
                workspace, others, Story.note(others, id(), "@amelie look", List.of("amelie", "support"), Story.now()));
        String solved = open(workspace, 5, "support");
        running.publish(workspace, solved, Story.assigned(solved, "amelie", "support", Story.now()));
        long last = running.publish(workspace, solved, Story.status(solved, Phase.NEW, Phase.SOLVED, Story.now()));
        String token = Running.token(workspace, "amelie");
        running.await(
                token, "/query/v1/tickets?view=all", answer -> answer.items().size() == 5);
        running.await(token, "/query/v1/me", answer -> answer.body().hasNonNull("operatorId"));
        assertThat(running.get(token, "/query/v1/tickets/" + solved + "?minVersion=" + last)
                        .status())
                .isEqualTo(200);
        running.await(
                token,
                "/query/v1/tickets?view=mentions",
                answer -> answer.items().size() == 1);
        Map<String, List<String>> expected = Map.of(
                "inbox", List.of(mine, queued),
                "mine", List.of(mine),
                "mentions", List.of(others),
                "unassigned", List.of(queued, elsewhere),
                "all", List.of(mine, queued, elsewhere, others, solved),
                "solved", List.of(solved));
        expected.forEach((view, tickets) -> {
            Answer list = running.get(token, "/query/v1/tickets?view=" + view);
            assertThat(list.ids()).as(view).containsExactlyInAnyOrderElementsOf(tickets);
            assertThat(list.body().path("count").asLong()).as(view).isEqualTo(tickets.size());
            assertThat(counts(token)).as(view).containsEntry(view, (long) tickets.size());
        });
        assertThat(running.get(token, "/query/v1/tickets?view=all").ids())
                .last()
                .isEqualTo(solved);
        Answer filtered = running.get(token, "/query/v1/tickets?view=all&assignee=ben&phase=new&tag=first&priority=3");
        assertThat(filtered.ids()).containsExactly(others);
        assertThat(filtered.body().path("count").asLong()).isEqualTo(1);
    }

    @Test
    void aMentionIsUnreadUntilItIsRead() {
        String workspace = workspace();
        running.operator(workspace, "amelie", "support");
        String ticket = open(workspace, 1, "support");
        running.publish(workspace, ticket, Story.note(ticket, id(), "@support", List.of("support"), Story.now()));
        String token = Running.token(workspace, "amelie");
        Answer unread = running.await(
                token,
                "/query/v1/tickets?view=mentions",
                answer -> answer.items().size() == 1);
        assertThat(unread.items().get(0).path("unread").asBoolean()).isTrue();
        assertThat(running.post(token, "/query/v1/tickets/" + ticket + "/read", "")
                        .status())
                .isEqualTo(204);
        Answer read = running.get(token, "/query/v1/tickets?view=mentions");
        assertThat(read.items().get(0).path("unread").asBoolean()).isFalse();
        assertThat(read.body().path("count").asLong()).isEqualTo(1);
    }

    @Test
    void pagesGoThroughTheWholeListOnce() {
        String workspace = workspace();
        running.operator(workspace, "amelie", "support");
        Instant same = Story.now();
        List<String> all = new ArrayList<>();
        for (int i = 1; i <= 25; i++) {
            String ticket = id();
            running.publish(workspace, ticket, Story.opened(ticket, i, "support", same));
            if (i % 3 == 0) {
                running.publish(workspace, ticket, Story.status(ticket, Phase.NEW, Phase.CLOSED, same));
            }
            all.add(ticket);
        }
        String token = Running.token(workspace, "amelie");
        running.await(token, "/query/v1/views", answer -> counts(token).getOrDefault("solved", 0L) == 8L);
        running.await(token, "/query/v1/views", answer -> counts(token).getOrDefault("all", 0L) == 25L);
        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            Answer page = running.get(token, "/query/v1/tickets?view=all&limit=4" + cursor);
            assertThat(page.body().path("count").asLong()).isEqualTo(25);
            seen.addAll(page.ids());
            cursor = page.body().hasNonNull("nextCursor")
                    ? "&cursor=" + page.body().path("nextCursor").asString()
                    : "";
        } while (!cursor.isEmpty());
        assertThat(seen).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void theTimelineJoinsTheConversationAndKeepsTheOrder() {
        String workspace = workspace();
        running.operator(workspace, "amelie", "support");
        String ticket = id();
        String conversation = id();
        String first = id();
        String second = id();
        Instant at = Story.now();
        running.publish(
                workspace,
                conversation,
                new ConversationJournalEvent.ConversationStarted(conversation, "req-1", "email", null, "Subject"));
        running.publish(workspace, conversation, Story.received(conversation, first, "Hello, in full", at));
        running.publish(workspace, ticket, Story.opened(ticket, 1, "support", at));
        running.publish(
                workspace, ticket, new TicketJournalEvent.TicketConversationLinked(ticket, conversation, true, at));
        running.publish(workspace, ticket, Story.added(ticket, conversation, first, 2, AutomaticKind.NONE, at));
        running.publish(
                workspace, ticket, Story.note(ticket, id(), "@amelie look", List.of("amelie"), at.plusSeconds(1)));
        long version = running.publish(
                workspace, ticket, Story.added(ticket, conversation, second, 3, AutomaticKind.NONE, at.plusSeconds(2)));
        String token = Running.token(workspace, "amelie");
        assertThat(running.get(token, "/query/v1/tickets/" + ticket + "?minVersion=" + version)
                        .status())
                .isEqualTo(200);
        running.publish(
                workspace,
                conversation,
                Story.replied(
                        conversation,
                        ticket,
                        second,
                        "An answer, in full",
                        at.plusSeconds(2),
                        new AttachmentRef(
                                "a1",
                                "label.pdf",
                                "application/pdf",
                                12,
                                false,
                                null,
                                AttachmentRef.State.STORED,
                                null)));
        running.publish(
                workspace,
                conversation,
                new ConversationJournalEvent.ConversationDeliveryUpdated(
                        conversation, second, "failed", "mailbox full", at));
        String closing = id();
        running.publish(
                workspace,
                conversation,
                Story.closing(conversation, ticket, closing, "That was all", at.plusSeconds(3)));
        running.publish(
                workspace,
                ticket,
                Story.added(ticket, conversation, closing, 5, AutomaticKind.AUTO_REPLY, at.plusSeconds(3)));
        Answer timeline = running.await(
                token,
                "/query/v1/tickets/" + ticket + "/timeline",
                answer -> answer.items().path(5).path("text").asString("").equals("That was all"));
        assertThat(timeline.items().valueStream().map(item -> item.path("kind").asString()))
                .containsExactly("event", "event", "message", "note", "message", "message");
        assertThat(timeline.items().get(4).path("delivery").path("state").asString())
                .isEqualTo("failed");
        assertThat(timeline.items().get(5).path("delivery").path("state").asString())
                .isEqualTo("queued");
        assertThat(timeline.items().get(2).path("text").asString()).isEqualTo("Hello, in full");
        assertThat(timeline.items().get(2).path("threadedBy").asString()).isEqualTo("REFERENCES");
        assertThat(timeline.items().get(2).path("authentication").path("result").asString())
                .isEqualTo("FAIL");
        assertThat(timeline.items().get(2).path("automatic").asBoolean()).isFalse();
        assertThat(timeline.items().get(3).path("by").path("name").asString()).isEqualTo("AMELIE");
        assertThat(timeline.items().get(3).path("mentions").get(0).path("name").asString())
                .isEqualTo("AMELIE");
        assertThat(timeline.items().get(4).path("text").asString()).isEqualTo("An answer, in full");
        assertThat(timeline.items().get(4).at("/attachments/0/name").asString()).isEqualTo("label.pdf");
        assertThat(timeline.items().get(4).at("/cc/0").asString()).isEqualTo("ben@customer.test");
        assertThat(timeline.items().get(4).at("/bcc/0").asString()).isEqualTo("boss@acme.test");
        assertThat(timeline.items().get(4).path("delivery").path("reason").asString())
                .isEqualTo("mailbox full");
        Answer part = running.get(token, "/query/v1/tickets/" + ticket + "/timeline?limit=3");
        assertThat(part.items()).hasSize(3);
        Answer rest = running.get(
                token,
                "/query/v1/tickets/" + ticket + "/timeline?limit=3&cursor="
                        + part.body().path("nextCursor").asString());
        assertThat(rest.items()).hasSize(3);
    }

    @Test
    void aMergedTicketsTimelineIsPartOfTheOthersUntilItIsUnmerged() {
        String workspace = workspace();
        String source = id();
        String target = id();
        String conversation = id();
        Instant at = Story.now();
        Actor amelie = Story.operator("amelie");
        running.publish(workspace, target, Story.opened(target, 1, null, at));
        running.publish(workspace, source, Story.opened(source, 2, null, at));
        running.publish(workspace, source, Story.note(source, id(), "theirs", List.of(), at.plusSeconds(1)));
        running.publish(
                workspace,
                source,
                new TicketJournalEvent.TicketMergedInto(source, target, 1, amelie, at.plusSeconds(2)));
        long merged = running.publish(
                workspace,
                target,
                new TicketJournalEvent.TicketAbsorbed(
                        target, source, 2, List.of(conversation), amelie, at.plusSeconds(2)));
        String token = Running.token(workspace, "amelie");
        Answer shown = running.get(token, "/query/v1/tickets/" + target + "?minVersion=" + merged);
        assertThat(shown.body().path("relations").toString())
                .isEqualTo("[{\"kind\":\"absorbed\",\"ticketId\":\"" + source + "\",\"number\":2}]");
        assertThat(shown.body()
                        .path("conversations")
                        .get(0)
                        .path("conversationId")
                        .asString())
                .isEqualTo(conversation);
        Answer closed = running.get(token, "/query/v1/tickets/" + source + "?minVersion=3");
        assertThat(closed.body().path("actions").valueStream().map(JsonNode::asString))
                .containsExactly(
                        "note",
                        "setPriority",
                        "setTags",
                        "setSubject",
                        "setDescription",
                        "classify",
                        "linkRecord",
                        "unmerge");
        String timeline = "/query/v1/tickets/" + target + "/timeline";
        Answer whole = running.get(token, timeline);
        assertThat(whole.items().valueStream().map(item -> item.path("ticketId").asString()))
                .containsExactly(source, target, source, source, target);
        Answer part = running.get(token, timeline + "?limit=3");
        Answer rest = running.get(
                token,
                timeline + "?limit=3&cursor=" + part.body().path("nextCursor").asString());
        assertThat(part.items().size() + rest.items().size()).isEqualTo(5);
        running.publish(
                workspace, source, new TicketJournalEvent.TicketUnmerged(source, target, 1, amelie, at.plusSeconds(3)));
        long unmerged = running.publish(
                workspace,
                target,
                new TicketJournalEvent.TicketGaveBack(
                        target, source, 2, List.of(conversation), amelie, at.plusSeconds(3)));
        Answer after = running.get(token, "/query/v1/tickets/" + target + "?minVersion=" + unmerged);
        assertThat(after.body().path("relations")).isEmpty();
        assertThat(after.body().path("conversations")).isEmpty();
        assertThat(running.get(token, timeline)
                        .items()
                        .valueStream()
                        .map(item -> item.path("ticketId").asString()))
                .containsOnly(target);
    }

    @Test
    void anAutomaticMessageChangesNothingInTheList() {
        String workspace = workspace();
        String ticket = id();
        Instant at = Story.now();
        running.publish(workspace, ticket, Story.opened(ticket, 1, null, at));
        long version = running.publish(
                workspace, ticket, Story.added(ticket, id(), id(), 1, AutomaticKind.OUT_OF_OFFICE, at.plusSeconds(60)));
        Answer shown = running.get(
                Running.token(workspace, "amelie"), "/query/v1/tickets/" + ticket + "?minVersion=" + version);
        assertThat(shown.body().path("preview").asString()).isEqualTo("The description of 1");
        assertThat(Instant.parse(shown.body().path("lastActivityAt").asString()))
                .isEqualTo(at);
        assertThat(shown.raw().headers().firstValue("ETag")).hasValue("\"2\"");
        assertThat(shown.body().path("actions").valueStream().map(JsonNode::asString))
                .containsExactly(
                        "reply",
                        "note",
                        "assign",
                        "setStatus",
                        "setPriority",
                        "setTags",
                        "setSubject",
                        "setDescription",
                        "classify",
                        "linkRecord",
                        "merge",
                        "split",
                        "archive",
                        "snooze");
    }

    @Test
    void readersWaitForWhatTheyHaveSeenAndAreNeverShownOlder() {
        String workspace = workspace();
        String ticket = open(workspace, 1, null);
        String token = Running.token(workspace, "amelie");
        String after = new After(Map.of(ticket, 2L)).token();
        Instant begin = Instant.now();
        Answer late = running.get(token, "/query/v1/tickets?view=all&after=" + after);
        assertThat(late.status()).isEqualTo(503);
        assertThat(late.raw().headers().firstValue("Retry-After")).isPresent();
        assertThat(late.body().path("type").asString()).isEqualTo("urn:handover:problem:unavailable");
        assertThat(Duration.between(begin, Instant.now())).isGreaterThan(Duration.ofMillis(1900));
        running.publish(workspace, ticket, Story.status(ticket, Phase.NEW, Phase.SOLVED, Story.now()));
        Answer now = running.get(token, "/query/v1/tickets?view=solved&after=" + after);
        assertThat(now.status()).isEqualTo(200);
        assertThat(now.ids()).containsExactly(ticket);
        assertThat(running.get(token, "/query/v1/views?after=nonsense").status())
                .isEqualTo(400);
    }

    @Test
    void aRenameShowsEverywhere() {
        String workspace = workspace();
        running.operator(workspace, "amelie", "support");
        String ticket = open(workspace, 1, "support");
        running.publish(workspace, ticket, Story.assigned(ticket, "amelie", "support", Story.now()));
        String token = Running.token(workspace, "amelie");
        running.await(
                token, "/query/v1/tickets?view=inbox", answer -> answer.items().size() == 1);
        running.publish(
                workspace,
                new DirectoryRecord.OperatorRecord(
                        "amelie",
                        "sub-amelie",
                        "amelie",
                        "Amélie Poulain",
                        "amelie@acme.test",
                        "operator",
                        null,
                        null,
                        List.of("support"),
                        DirectoryRecord.Availability.AWAY));
        Answer renamed = running.await(
                token,
                "/query/v1/tickets?view=inbox",
                answer -> answer.items()
                        .path(0)
                        .path("assignee")
                        .path("displayName")
                        .asString("")
                        .equals("Amélie Poulain"));
        assertThat(renamed.items()).hasSize(1);
    }

    @Test
    void anotherWorkspaceSeesNothing() {
        String workspace = workspace();
        String ticket = open(workspace, 1, null);
        running.await(
                Running.token(workspace, "amelie"),
                "/query/v1/tickets",
                answer -> answer.items().size() == 1);
        String stranger = Running.token(workspace(), "amelie");
        assertThat(running.get(stranger, "/query/v1/tickets").items()).isEmpty();
        assertThat(running.get(stranger, "/query/v1/tickets/" + ticket).status())
                .isEqualTo(404);
        assertThat(running.get(stranger, "/query/v1/tickets/" + ticket + "/timeline")
                        .status())
                .isEqualTo(404);
        assertThat(counts(stranger).values()).containsOnly(0L);
    }

    @Test
    void onlyTheTeamReads() {
        String workspace = workspace();
        for (String path : List.of("me", "views", "tickets", "tickets/1", "tickets/1/timeline")) {
            assertThat(running.get("", "/query/v1/" + path).status()).as(path).isEqualTo(401);
            for (String role : List.of("agent", "requester", "service", "nobody")) {
                String token = TestIssuer.shared().token(workspace, "x", role);
                assertThat(running.get(token, "/query/v1/" + path).status())
                        .as(role + " " + path)
                        .isEqualTo(403);
            }
        }
    }

    @Test
    void badParametersAreNamed() {
        String token = Running.token(workspace(), "amelie");
        Map.of(
                        "?limit", "tickets?limit=201",
                        "?view", "tickets?view=nothing",
                        "?priority", "tickets?priority=high",
                        "?phase", "tickets?phase=later",
                        "?cursor", "tickets?cursor=abc",
                        "?asignee", "tickets?asignee=amelie",
                        "?minVersion", "tickets/1?minVersion=x")
                .forEach((pointer, path) -> {
                    Answer answer = running.get(token, "/query/v1/" + path);
                    assertThat(answer.status()).as(path).isEqualTo(400);
                    assertThat(answer.body()
                                    .path("errors")
                                    .get(0)
                                    .path("pointer")
                                    .asString())
                            .isEqualTo(pointer);
                });
    }

    @Test
    void withoutAWorkspaceTheDatabaseShowsNothing() throws SQLException {
        String workspace = workspace();
        open(workspace, 1, null);
        running.await(
                Running.token(workspace, "amelie"),
                "/query/v1/tickets",
                answer -> answer.items().size() == 1);
        try (Connection app = running.database.asApp();
                var statement = app.createStatement()) {
            app.setAutoCommit(false);
            try (var rows = statement.executeQuery("select count(*) from generation_a.ticket")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getLong(1)).isZero();
            }
            statement.execute("select set_config('handover.workspace', '" + workspace + "', true)");
            try (var rows = statement.executeQuery("select count(*), min(workspace) from generation_a.ticket")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getLong(1)).isEqualTo(1);
                assertThat(rows.getString(2)).isEqualTo(workspace);
            }
            app.commit();
            try (var rows = statement.executeQuery("select count(*) from generation_a.ticket")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getLong(1)).isZero();
            }
        }
    }

    @Test
    void everyTableWithAWorkspaceIsForcedToShowItsRowsOnly() {
        assertThat(running.column("""
                        select c.oid::regclass::text from pg_class c
                        join pg_attribute a on a.attrelid = c.oid and a.attname = 'workspace' and not a.attisdropped
                        where c.relkind = 'r' and not (c.relrowsecurity and c.relforcerowsecurity)""")).isEmpty();
        assertThat(running.column("select tablename from pg_policies")).hasSizeGreaterThan(20);
    }
}
