package dev.handover.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handover.foundation.test.TestIssuer;
import dev.handover.ticket.contract.AutomaticKind;
import dev.handover.ticket.contract.JournalEvent;
import dev.handover.ticket.contract.Phase;
import dev.handover.ticket.contract.TicketJournalEvent;
import dev.handover.ticket.contract.TicketTopics;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The tables are a function of the events: whatever comes twice, late or broken. */
class ProjectionTest {
    private static final String SLOT = "generation_a";
    private Running running;

    @BeforeEach
    void start() {
        running = new Running();
    }

    @AfterEach
    void stop() {
        running.close();
    }

    private void equal(Model model) {
        running.awaitColumn(Model.versionsSql(SLOT), model.versions());
        assertThat(running.column(Model.rowsSql(SLOT))).isEqualTo(model.rows());
        assertThat(running.column(Model.countsSql(SLOT))).isEqualTo(model.counts());
        assertThat(running.column(Model.mentionsSql(SLOT))).isEqualTo(model.mentions());
        assertThat(running.column(Model.relationsSql(SLOT))).isEqualTo(model.relations());
        assertThat(running.column(Model.requestersSql(SLOT))).isEqualTo(model.requesters());
        assertThat(running.column(Model.participantsSql(SLOT))).isEqualTo(model.participants());
        assertThat(running.column(Model.conversationsSql(SLOT))).isEqualTo(model.conversations());
        assertThat(running.column(Model.elsewhereSql(SLOT))).isEqualTo(model.elsewhere());
        assertThat(running.column(Model.threadsSql(SLOT))).isEqualTo(model.threads());
        assertThat(running.column(Model.messagesSql(SLOT))).isEqualTo(model.messages());
        assertThat(running.column(Model.shownSql(SLOT))).isEqualTo(model.shown());
    }

    @Test
    void equalsASlowFoldWhenRecordsComeTwiceAndLate() {
        Random random = new Random(7);
        Traffic traffic = new Traffic(Long.getLong("handover.seed", 42));
        Model model = new Model();
        List<ProducerRecord<String, byte[]>> sent = new ArrayList<>();
        List<ProducerRecord<String, byte[]>> heldBack = new ArrayList<>();
        for (int i = 0; i < 1500; i++) {
            for (Traffic.Step step : traffic.next()) {
                model.apply(step);
                ProducerRecord<String, byte[]> record =
                        running.next(TicketTopics.JOURNAL, step.workspace(), step.stream(), step.event());
                if (random.nextInt(100) == 0) {
                    heldBack.add(record);
                } else {
                    running.sendSoon(record);
                    sent.add(record);
                }
            }
            if (random.nextInt(20) == 0) {
                running.sendSoon(again(sent.get(random.nextInt(sent.size()))));
            }
            if (random.nextInt(50) == 0 && !heldBack.isEmpty()) {
                heldBack.forEach(running::sendSoon);
                sent.addAll(heldBack);
                heldBack.clear();
            }
        }
        heldBack.forEach(running::sendSoon);
        equal(model);
        assertThat(running.column("select record_key from parked_key")).isEmpty();
        for (String operator : Traffic.OPERATORS) {
            listsHaveTheLengthOfTheirCounts("acme", operator);
        }
    }

    private static ProducerRecord<String, byte[]> again(ProducerRecord<String, byte[]> record) {
        return new ProducerRecord<>(record.topic(), null, record.key(), record.value(), record.headers());
    }

    private void listsHaveTheLengthOfTheirCounts(String workspace, String operator) {
        running.operator(workspace, operator, "support");
        String token = Running.token(workspace, operator);
        running.await(token, "/query/v1/me", answer -> answer.body().hasNonNull("operatorId"));
        running.get(token, "/query/v1/views").body().path("views").forEach(view -> {
            String key = view.path("key").asString();
            long listed = 0;
            String cursor = "";
            do {
                Running.Answer page = running.get(token, "/query/v1/tickets?limit=200&view=" + key + cursor);
                listed += page.items().size();
                cursor = page.body().hasNonNull("nextCursor")
                        ? "&cursor=" + page.body().path("nextCursor").asString()
                        : "";
            } while (!cursor.isEmpty());
            assertThat(view.path("count").asLong()).as(key).isEqualTo(listed);
        });
    }

    @Test
    void aBrokenRecordStopsItsOwnTicketOnlyUntilItIsDiscarded() {
        String broken = UUID.randomUUID().toString();
        String whole = UUID.randomUUID().toString();
        running.publish("acme", broken, Story.opened(broken, 1, null, Story.now()));
        running.publish("acme", broken, poison(broken));
        running.publish("acme", broken, Story.status(broken, Phase.NEW, Phase.SOLVED, Story.now()));
        running.publish("acme", whole, Story.opened(whole, 2, null, Story.now()));
        running.publish("acme", whole, Story.status(whole, Phase.NEW, Phase.SOLVED, Story.now()));
        running.awaitColumn("select version from generation_a.ticket where ticket_id = '" + whole + "'", List.of("2"));
        running.awaitColumn("select count(*) from parked_record", List.of("2"));
        assertThat(running.column("select version from generation_a.ticket where ticket_id = '" + broken + "'"))
                .containsExactly("1");
        String operations = TestIssuer.shared().token("acme", "ops", "manager", "operations");
        Running.Answer parked = running.get(operations, "/query/v1/operations/parked");
        assertThat(parked.items().get(0).path("key").asString()).isEqualTo(broken);
        long id = parked.items().get(0).path("id").asLong();
        Running.Answer discarded = running.call(
                HttpRequest.newBuilder(URI.create(running.base() + "/query/v1/operations/parked/" + id))
                        .DELETE(),
                operations);
        assertThat(discarded.body().path("released").asBoolean()).isTrue();
        assertThat(running.column(
                        "select phase || version from generation_a.ticket where ticket_id = '" + broken + "'"))
                .containsExactly("SOLVED3");
    }

    @Test
    void anUnknownTypeMovesTheVersionAndNothingElse() {
        String ticket = UUID.randomUUID().toString();
        running.publish("acme", ticket, Story.opened(ticket, 1, null, Story.now()));
        ProducerRecord<String, byte[]> later = running.next(
                TicketTopics.JOURNAL, "acme", ticket, Story.status(ticket, Phase.NEW, Phase.CLOSED, Story.now()));
        later.headers().remove("ce_type");
        later.headers().add("ce_type", "dev.handover.journal.ticket.sung.v1".getBytes(StandardCharsets.UTF_8));
        running.send(later);
        running.publish(
                "acme",
                ticket,
                new TicketJournalEvent.TicketPriorityChanged(ticket, 3, 5, Story.operator("amelie"), Story.now()));
        running.awaitColumn(
                "select phase || priority || version from generation_a.ticket where ticket_id = '" + ticket + "'",
                List.of("NEW53"));
    }

    /** A record that no projection can take: the database refuses the character. */
    static JournalEvent poison(String ticketId) {
        return new TicketJournalEvent.TicketMessageAdded(
                ticketId, "c", "m", 1, Story.CUSTOMER, AutomaticKind.NONE, "bad \0 text", Story.now());
    }
}
