package dev.handover.ticket.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handover.foundation.test.RealParts;
import dev.handover.ticket.Answer;
import dev.handover.ticket.Mail;
import dev.handover.ticket.RunningTickets;
import dev.handover.ticket.TopicReader;
import dev.handover.ticket.Workspace;
import dev.handover.ticket.contract.TicketJournalEvent;
import dev.handover.ticket.contract.TicketTopics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Erasing as its callers and subscribers see it. */
class ErasureTest {
    private static RunningTickets service;
    private static Workspace acme;
    private static String manager;

    @BeforeAll
    static void start() {
        service = RunningTickets.alone(RealParts.database());
        acme = Workspace.in(service);
        manager = acme.token("sub-amelie", "manager");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static String marker() {
        return "mk" + UUID.randomUUID().toString().substring(0, 8);
    }

    private static Answer erase(String ticket) {
        return service.call(manager, "POST", "/v1/tickets/" + ticket + "/erasure", "{}");
    }

    private static JsonNode receipt(Answer begun) {
        assertThat(begun.status()).as(begun.toString()).isEqualTo(201);
        return Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> service.call(manager, "GET", "/v1/erasures/" + begun.text("erasureId"), null)
                                .json(),
                        found -> found.has("erasedAt"));
    }

    private static long stored(String marker) {
        return service.jdbc()
                .sql("""
                        select (select count(*) from stored_event where position(convert_to(?, 'UTF8') in payload) > 0
                            or position(convert_to(?, 'UTF8') in meta_data) > 0)
                          + (select count(*) from stream_snapshot where position(convert_to(?, 'UTF8') in payload) > 0)
                        """)
                .params(marker, marker, marker)
                .query(Long.class)
                .single();
    }

    private static String opened(String subject, String text) {
        return acme.post(
                        "/tickets",
                        "{'subject': '" + subject + "', 'description': '" + text
                                + "', 'requester': {'name': 'Carla', 'email': 'carla@customer.test'}}")
                .text("ticketId");
    }

    private static boolean says(TopicReader topic, String marker) {
        return topic.records().stream()
                .anyMatch(record ->
                        record.value() != null && new String(record.value(), StandardCharsets.UTF_8).contains(marker));
    }

    @Test
    void takesWhatWasWrittenFromTheEventsAndKeepsTheirSequence() {
        String marker = marker();
        String ticket = opened(marker, marker);
        acme.post("/tickets/" + ticket + "/replies", "{'text': '" + marker + "'}");
        acme.post("/tickets/" + ticket + "/notes", "{'text': '" + marker + "'}");
        long before = acme.version(ticket);
        assertThat(stored(marker)).isGreaterThan(3);
        JsonNode receipt = receipt(erase(ticket));
        assertThat(stored(marker)).isZero();
        JsonNode removed = receipt.get("erased").get(0).get("removed");
        assertThat(removed.get("notes").asInt()).isEqualTo(1);
        assertThat(removed.get("messages").asInt()).isEqualTo(1);
        assertThat(removed.get("events").asLong()).isGreaterThanOrEqualTo(before);
        assertThat(acme.version(ticket)).isEqualTo(before + 1);
        assertThat(acme.journal(ticket, (int) before + 1).getLast())
                .isInstanceOf(TicketJournalEvent.TicketErased.class);
        Answer late = acme.post("/tickets/" + ticket + "/notes", "{'text': 'late'}");
        assertThat(late.status()).isEqualTo(410);
        assertThat(late.problem()).isEqualTo("ticket-is-erased");
        assertThat(erase(ticket).status()).isEqualTo(410);
    }

    @Test
    void leavesMessagesThatAnotherTicketHasToo() {
        String kept = marker();
        String gone = marker();
        String ticket = opened("A subject", "A description");
        String shared = acme.post("/tickets/" + ticket + "/replies", "{'text': '" + kept + "'}")
                .text("messageId");
        acme.post("/tickets/" + ticket + "/replies", "{'text': '" + gone + "'}");
        String begun = acme.post("/tickets/" + ticket + "/split", "{'messageIds': ['" + shared + "']}")
                .text("ticketId");
        receipt(erase(ticket));
        assertThat(stored(gone)).isZero();
        assertThat(stored(kept)).isPositive();
        receipt(erase(begun));
        assertThat(stored(kept)).isZero();
    }

    @Test
    void ofARequesterTakesEverythingOfTheirs() {
        String marker = marker();
        String address = marker + "@customer.test";
        String body = "{'subject': '" + marker + "', 'description': 'd', 'requester': {'name': '" + marker
                + "', 'email': '" + address + "'}}";
        String one = acme.post("/tickets", body).text("ticketId");
        String two = acme.post("/tickets", body).text("ticketId");
        acme.post("/tickets/" + one + "/replies", "{'text': '" + marker + "'}");
        String requester =
                ((TicketJournalEvent.TicketOpened) acme.journal(one, 1).getFirst()).requesterId();
        JsonNode receipt = receipt(service.call(manager, "POST", "/v1/requesters/" + requester + "/erasure", "{}"));
        assertThat(receipt.get("erased")
                        .valueStream()
                        .map(erased -> erased.get("id").asString()))
                .contains(String.valueOf(requester), one, two);
        assertThat(receipt.get("erased")
                        .valueStream()
                        .map(erased -> erased.get("state").asString()))
                .containsOnly("done");
        assertThat(stored(marker)).isZero();
        assertThat(service.jdbc()
                        .sql("select count(*) from requester_identity where value = ?")
                        .param(address)
                        .query(Long.class)
                        .single())
                .isZero();
        JsonNode again = receipt(service.call(manager, "POST", "/v1/requesters/" + requester + "/erasure", "{}"));
        assertThat(again.get("erased")).hasSize(1);
        assertThat(service.call(manager, "POST", "/v1/requesters/nobody/erasure", "{}")
                        .problem())
                .isEqualTo("no-such-requester");
    }

    private static String requesterOf(String address) {
        return service.jdbc()
                .sql("select requester_id from requester_identity where workspace = ? and value = ?")
                .params(acme.key(), address)
                .query(String.class)
                .single();
    }

    @Test
    void ofARequesterTakesWhatTheyWroteInTheConversationsOfOthers() {
        String marker = marker();
        String address = marker + "@customer.test";
        acme.arrived(Mail.first().from(address).saying("Mine"));
        Mail first = Mail.first().saying("It is Carla's ticket");
        String conversation = acme.arrived(first);
        String ticket = acme.ticketsOf(conversation).getFirst();
        acme.put("/tickets/" + ticket + "/status", "{'status': 'waiting_on_customer'}");
        acme.arrived(Mail.first().from(address).saying("About " + marker).referring(first.externalId()));
        acme.arrived(Mail.first().saying("Thank you both").referring(first.externalId()));
        assertThat(acme.statusOf(ticket)).isEqualTo("waiting_on_team");
        assertThat(stored(marker)).isGreaterThan(4);
        long before = acme.version(ticket);
        receipt(service.call(manager, "POST", "/v1/requesters/" + requesterOf(address) + "/erasure", "{}"));
        assertThat(stored(marker)).isZero();
        assertThat(service.jdbc()
                        .sql("select count(*) from conversation_participant where address = ?")
                        .param(address)
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(stored("Thank you both")).isPositive();
        assertThat(acme.version(ticket)).isEqualTo(before + 1);
        assertThat(acme.journal(ticket, (int) before + 1).getLast())
                .isInstanceOf(TicketJournalEvent.TicketMessagesErased.class);
        assertThat(acme.statusOf(ticket)).isEqualTo("waiting_on_team");
        assertThat(acme.post("/tickets/" + ticket + "/replies", "{'text': 'Dear Carla'}")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void ofARequesterTakesWhatTicketsOfOthersTellOfTheirConversation() {
        String marker = marker();
        Mail mail = Mail.first().from(marker + "@customer.test").saying("About " + marker);
        String conversation = acme.arrived(mail);
        String own = acme.ticketsOf(conversation).getFirst();
        acme.put("/tickets/" + own + "/status", "{'status': 'closed'}");
        String other = acme.open();
        assertThat(acme.post("/tickets/" + other + "/conversations", "{'conversationId': '" + conversation + "'}")
                        .status())
                .isEqualTo(201);
        acme.arrived(Mail.first().from(marker + "@customer.test").saying(marker).referring(mail.externalId()));
        service.call(manager, "DELETE", "/v1/tickets/" + other + "/conversations/" + conversation, null);
        receipt(service.call(
                manager, "POST", "/v1/requesters/" + requesterOf(marker + "@customer.test") + "/erasure", "{}"));
        assertThat(stored(marker)).isZero();
        assertThat(acme.post("/tickets/" + other + "/notes", "{'text': 'still here'}")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void ofARequesterAlsoFindsWhatCameWithoutThem() {
        String address = marker() + "@customer.test";
        String marker = marker();
        String one = acme.post(
                        "/tickets", "{'subject': 's', 'description': 'd', 'requester': {'email': '" + address + "'}}")
                .text("ticketId");
        String requester =
                ((TicketJournalEvent.TicketOpened) acme.journal(one, 1).getFirst()).requesterId();
        receipt(service.call(manager, "POST", "/v1/requesters/" + requester + "/erasure", "{}"));
        String late = opened(marker, marker);
        service.jdbc()
                .sql("update ticket_number set requester_id = ? where ticket_id = ?")
                .params(String.valueOf(requester), late)
                .update();
        receipt(service.call(manager, "POST", "/v1/requesters/" + requester + "/erasure", "{}"));
        assertThat(stored(marker)).isZero();
    }

    @Test
    void ofARequesterWithAttributesLeavesReplaysWhole() {
        String created = acme.post(
                        "/requesters",
                        "{'name': 'Carla', 'attributes': {'plan': 'gold'}, 'identities': [{'kind': 'email', 'value': '"
                                + marker() + "@customer.test'}]}")
                .text("requesterId");
        receipt(service.call(manager, "POST", "/v1/requesters/" + created + "/erasure", "{}"));
        String operations = RunningTickets.token("any", "ops", "service", "operations");
        JsonNode replay = service.call(operations, "POST", "/v1/replays", "{'from': 'beginning'}")
                .json();
        JsonNode ended = Awaitility.await()
                .atMost(Duration.ofSeconds(40))
                .until(
                        () -> service.call(
                                        operations,
                                        "GET",
                                        "/v1/replays/" + replay.get("replayId").asString(),
                                        null)
                                .json(),
                        found -> found.get("finished").asBoolean()
                                || !found.get("failure").isNull());
        assertThat(ended.get("finished").asBoolean()).as(ended.toString()).isTrue();
    }

    @Test
    void leavesAConversationThatAnotherTicketHas() {
        String ticket = acme.open();
        acme.post("/tickets/" + ticket + "/replies", "{'text': 'Hello'}");
        String other = acme.open();
        acme.post("/tickets/" + ticket + "/merge", "{'into': '" + other + "'}");
        receipt(erase(ticket));
        assertThat(acme.post("/tickets/" + other + "/replies", "{'text': 'Going on'}")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void ofTheTargetOfAMergeLetsTheSourceGo() {
        String source = acme.open();
        acme.post("/tickets/" + source + "/replies", "{'text': 'Hello'}");
        String target = acme.open();
        acme.post("/tickets/" + source + "/merge", "{'into': '" + target + "'}");
        receipt(erase(target));
        assertThat(acme.post("/tickets/" + source + "/unmerge", "{}").status()).isEqualTo(201);
        assertThat(acme.post("/tickets/" + source + "/replies", "{'text': 'Again'}")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void leavesAMessageThatATicketHasByWayOfAnErasedOne() {
        String kept = marker();
        String first = acme.open();
        String message = acme.post("/tickets/" + first + "/replies", "{'text': '" + kept + "'}")
                .text("messageId");
        String split = "{'messageIds': ['" + message + "']}";
        String second = acme.post("/tickets/" + first + "/split", split).text("ticketId");
        String third = acme.post("/tickets/" + second + "/split", split).text("ticketId");
        receipt(erase(second));
        receipt(erase(first));
        assertThat(stored(kept)).isPositive();
        receipt(erase(third));
        assertThat(stored(kept)).isZero();
    }

    @Test
    void isForManagersAndCanNotBeUndone() {
        String ticket = acme.open();
        assertThat(acme.post("/tickets/" + ticket + "/erasure", "{}").status()).isEqualTo(403);
        String bulk = "{'ticketIds': ['" + ticket + "'], 'change': {'type': 'erase'}}";
        assertThat(acme.post("/bulk", bulk).status()).isEqualTo(403);
        assertThat(acme.version(ticket)).isEqualTo(1);
        String begun = service.call(manager, "POST", "/v1/bulk", bulk).text("bulkId");
        Awaitility.await()
                .until(() -> service.call(manager, "GET", "/v1/bulk/" + begun, null)
                        .json()
                        .has("finishedAt"));
        assertThat(service.call(manager, "POST", "/v1/bulk/" + begun + "/undo", "{}")
                        .problem())
                .isEqualTo("erasure-is-final");
    }

    /** Topics forget by their retention; a replay has never known it. */
    @Test
    void leavesReplaysAtOnceAndTopicsAfterTheirRetention() throws ExecutionException, InterruptedException {
        String marker = marker();
        String ticket = opened(marker, marker);
        TopicReader journal = service.reader(TicketTopics.JOURNAL);
        Awaitility.await().until(() -> says(journal, marker));
        receipt(erase(ticket));
        String operations = RunningTickets.token("any", "ops", "service", "operations");
        JsonNode replay = service.call(operations, "POST", "/v1/replays", "{'from': 'beginning'}")
                .json();
        Awaitility.await()
                .atMost(Duration.ofSeconds(40))
                .until(() -> service.call(
                                operations,
                                "GET",
                                "/v1/replays/" + replay.get("replayId").asString(),
                                null)
                        .json()
                        .get("finished")
                        .asBoolean());
        try (TopicReader replayed = new TopicReader(replay.get("topic").asString())) {
            replayed.await(ticket, 2);
            assertThat(says(replayed, marker)).isFalse();
        }
        for (String name : List.of(TicketTopics.JOURNAL, TicketTopics.EVENTS)) {
            keepForAMoment(service.topic(name));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> {
                        try (TopicReader now = new TopicReader(service.topic(name))) {
                            acme.open();
                            Awaitility.await().until(() -> !now.records().isEmpty());
                            return !says(now, marker);
                        }
                    });
        }
    }

    private static void keepForAMoment(String topic) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", RealParts.kafka()))) {
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.TOPIC, topic),
                            List.of(new AlterConfigOp(
                                    new ConfigEntry("retention.ms", "500"), AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
    }
}
