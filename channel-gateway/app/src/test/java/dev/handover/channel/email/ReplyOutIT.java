package dev.handover.channel.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.handover.channel.contract.ChannelEvent;
import dev.handover.channel.contract.ChannelEvent.DeliveryChanged;
import dev.handover.channel.contract.ChannelEvent.DeliveryState;
import dev.handover.channel.contract.ChannelTopics;
import dev.handover.channel.contract.InboundEvent;
import dev.handover.channel.contract.InboundEvent.InboundMessage;
import dev.handover.channel.delivery.Problem;
import dev.handover.channel.email.mime.Samples;
import dev.handover.channel.email.thread.ReplyToken;
import dev.handover.foundation.kafka.Envelope;
import dev.handover.foundation.kafka.EventCodec;
import dev.handover.foundation.test.RealParts;
import dev.handover.foundation.trace.TraceParent;
import dev.handover.routing.contract.DirectoryRecord;
import dev.handover.routing.contract.DirectoryRecord.Availability;
import dev.handover.routing.contract.DirectoryRecord.OperatorRecord;
import dev.handover.routing.contract.RoutingTopics;
import dev.handover.ticket.contract.Actor;
import dev.handover.ticket.contract.ConversationJournalEvent.ConversationAgentReplied;
import dev.handover.ticket.contract.ConversationJournalEvent.ConversationOperatorReplied;
import dev.handover.ticket.contract.ConversationJournalEvent.ConversationSystemReplied;
import dev.handover.ticket.contract.JournalEvent;
import dev.handover.ticket.contract.TicketTopics;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

class ReplyOutIT {

    private static final UUID TICKET = UUID.fromString("01234567-89ab-7cde-8f01-23456789abcd");
    private static final TraceParent TRACE = TraceParent.begin();
    private GatewayFixture fixture;
    private TopicReader deliveries;
    private KafkaProducer<String, byte[]> producer;
    private long sequence;

    @BeforeEach
    void start() {
        fixture = GatewayFixture.started();
        deliveries = fixture.topic(ChannelTopics.EVENTS);
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", RealParts.kafka()), new StringSerializer(), new ByteArraySerializer());
    }

    @AfterEach
    void stop() {
        producer.close();
        deliveries.close();
        fixture.close();
    }

    private <E> void publish(EventCodec<E> codec, String topic, String key, E event) {
        sequence++;
        Envelope envelope = new Envelope(
                UUID.randomUUID().toString(),
                key,
                "acme",
                sequence,
                Instant.now().truncatedTo(ChronoUnit.MICROS),
                null,
                null,
                TRACE.text());
        try {
            producer.send(codec.encode(fixture.topicName(topic), key, envelope, event))
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private void operator(String id, @Nullable String sendingAddress, @Nullable String signature) {
        publish(
                new EventCodec<>(DirectoryRecord.TYPES),
                RoutingTopics.DIRECTORY,
                DirectoryRecord.operatorKey("acme", id),
                new OperatorRecord(
                        id,
                        null,
                        id,
                        "Amelie Ångström",
                        id + "@acme.test",
                        "operator",
                        sendingAddress,
                        signature,
                        List.of(),
                        Availability.ONLINE));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> fixture.sql("select 1 from operator_profile where operator_id = '" + id + "'") != null);
    }

    private String reply(String conversation, @Nullable String to, String text) {
        return reply(conversation, to, text, Instant.now().truncatedTo(ChronoUnit.MICROS));
    }

    private String reply(String conversation, @Nullable String to, String text, Instant at) {
        String messageId = UUID.randomUUID().toString();
        publish(
                new EventCodec<>(JournalEvent.TYPES),
                TicketTopics.JOURNAL,
                conversation,
                new ConversationOperatorReplied(
                        conversation,
                        TICKET.toString(),
                        1,
                        messageId,
                        Actor.operator("amelie", "Amelie"),
                        text,
                        null,
                        "email",
                        "acme-support",
                        to,
                        "Ada Lovelace",
                        "AW: Re: Der Drucker brennt (größer)",
                        "<last@customer.test>",
                        List.of("<first@customer.test>", "<last@customer.test>"),
                        at,
                        null,
                        null,
                        null));
        return messageId;
    }

    private String agentReply(String conversation) {
        String messageId = UUID.randomUUID().toString();
        publish(
                new EventCodec<>(JournalEvent.TYPES),
                TicketTopics.JOURNAL,
                conversation,
                new ConversationAgentReplied(
                        conversation,
                        null,
                        null,
                        messageId,
                        new Actor(Actor.Kind.AGENT, "amelie", null, null),
                        "I am a machine",
                        null,
                        "email",
                        "acme-support",
                        "ada@customer.test",
                        "Ada Lovelace",
                        "The printer",
                        "<last@customer.test>",
                        List.of("<last@customer.test>"),
                        Instant.now().truncatedTo(ChronoUnit.MICROS)));
        return messageId;
    }

    private String closingMessage(String conversation) {
        String messageId = UUID.randomUUID().toString();
        publish(
                new EventCodec<>(JournalEvent.TYPES),
                TicketTopics.JOURNAL,
                conversation,
                new ConversationSystemReplied(
                        conversation,
                        TICKET.toString(),
                        1,
                        messageId,
                        "closing_message",
                        "We hope that this helped",
                        "email",
                        "acme-support",
                        "ada@customer.test",
                        "Ada Lovelace",
                        "The printer",
                        null,
                        List.of(),
                        Instant.now().truncatedTo(ChronoUnit.MICROS)));
        return messageId;
    }

    /** Without SENDING, which is told of attempts that take over a second: on a slow machine any may. */
    private List<DeliveryState> states(String messageId) {
        return deliveries.events(ChannelEvent.TYPES).stream()
                .filter(DeliveryChanged.class::isInstance)
                .map(DeliveryChanged.class::cast)
                .filter(d -> d.messageId().equals(messageId))
                .map(DeliveryChanged::state)
                .filter(state -> state != DeliveryState.SENDING)
                .toList();
    }

    private DeliveryChanged last(String messageId) {
        return deliveries.events(ChannelEvent.TYPES).stream()
                .filter(DeliveryChanged.class::isInstance)
                .map(DeliveryChanged.class::cast)
                .filter(d -> d.messageId().equals(messageId))
                .toList()
                .getLast();
    }

    private void awaitState(String messageId, DeliveryState state) {
        deliveries.await(r -> states(messageId).contains(state));
    }

    private static String part(MimeMessage mail, int n) throws MessagingException, IOException {
        return (String) ((MimeMultipart) mail.getContent()).getBodyPart(n).getContent();
    }

    @Test
    void aReplyGoesOutInItsThreadAndIsReported() throws MessagingException, IOException {
        fixture.gateway(Map.of());
        operator("amelie", "amelie@acme.test", "Amelie, Acme <support>");
        String id = reply("c1", "ada@customer.test", "Please switch it off.\nThanks");
        awaitState(id, DeliveryState.SENT);

        assertThat(states(id)).containsExactly(DeliveryState.SENT);
        assertThat(deliveries.await(records -> !records.isEmpty()))
                .extracting(record -> EventCodec.header(record, "ce_traceparent"))
                .allSatisfy(trace -> {
                    assertThat(TraceParent.parse(trace).orElseThrow().traceId()).isEqualTo(TRACE.traceId());
                    assertThat(trace).isNotEqualTo(TRACE.text());
                });
        MimeMessage mail = fixture.receivedFor("ada@customer.test").getFirst();
        assertThat(mail.getMessageID())
                .isEqualTo("<handover." + id + "@acme.test>")
                .isEqualTo(last(id).externalId());
        assertThat(mail.getSubject()).isEqualTo("Re: Der Drucker brennt (größer)");
        assertThat(mail.getHeader("In-Reply-To", null)).isEqualTo("<last@customer.test>");
        assertThat(mail.getHeader("References", null)).isEqualTo("<first@customer.test> <last@customer.test>");
        assertThat(mail.getFrom()[0].toString()).contains("<amelie@acme.test>");
        String replyTo = mail.getReplyTo()[0].toString();
        assertThat(new ReplyToken(Map.of(1, "test-key-0123456789"))
                        .ticketOf(replyTo.replaceAll(".*<|>.*", ""), "support@acme.test"))
                .contains(TICKET);
        assertThat(mail.getHeader("Return-Path", null)).contains("support+");
        assertThat(mail.getHeader("Auto-Submitted")).isNull();
        assertThat(mail.getContentType()).startsWith("multipart/alternative");
        assertThat(part(mail, 0))
                .isEqualToNormalizingNewlines("Please switch it off.\nThanks\n\n-- \nAmelie, Acme <support>\n");
        assertThat(part(mail, 1)).contains("Thanks").contains("Acme &lt;support&gt;");
    }

    @Test
    void whatMachinesSayGoesOutAsSuch() throws MessagingException, IOException {
        fixture.gateway(Map.of());
        operator("amelie", "amelie@acme.test", "Amelie, Acme");
        awaitState(agentReply("c1"), DeliveryState.SENT);
        MimeMessage fromAgent = fixture.receivedFor("ada@customer.test").get(0);
        assertThat(fromAgent.getHeader("Auto-Submitted", null)).isEqualTo("auto-replied");
        assertThat(fromAgent.getFrom()[0].toString()).contains("<support@acme.test>");
        assertThat(fromAgent.getReplyTo()[0].toString()).contains("<support@acme.test>");
        assertThat(part(fromAgent, 0)).isEqualTo("I am a machine");
        awaitState(closingMessage("c2"), DeliveryState.SENT);
        MimeMessage closing = fixture.receivedFor("ada@customer.test").get(1);
        assertThat(closing.getHeader("Auto-Submitted", null)).isEqualTo("auto-generated");
        assertThat(closing.getReplyTo()[0].toString()).contains("support+");
        assertThat(part(closing, 0)).isEqualTo("We hope that this helped");
    }

    @Test
    void aForeignSendingAddressIsNotUsed() throws MessagingException {
        fixture.gateway(Map.of());
        operator("amelie", "amelie@elsewhere.test", null);
        awaitState(reply("c1", "ada@customer.test", "words"), DeliveryState.SENT);
        assertThat(fixture.receivedFor("ada@customer.test")
                        .getFirst()
                        .getFrom()[0]
                        .toString())
                .contains("<support@acme.test>")
                .startsWith("=?UTF-8?");
    }

    @Test
    void whatCannotOrMustNotBeSentFailsAtOnce() {
        fixture.gateway(Map.of());
        Map<String, Problem> refused = new HashMap<>();
        refused.put(reply("c1", null, "words"), Problem.NO_ADDRESS);
        refused.put(reply("c2", "nonsense", "words"), Problem.INVALID_ADDRESS);
        refused.put(reply("c3", "MAILER-DAEMON@customer.test", "words"), Problem.ENDLESS);
        refused.put(reply("c4", "support+x@acme.test", "words"), Problem.ENDLESS);
        refused.put(reply("c5", "a@customer.test", "words", Instant.now().minus(3, ChronoUnit.DAYS)), Problem.TOO_LATE);
        refused.forEach((id, problem) -> {
            awaitState(id, DeliveryState.FAILED);
            assertThat(last(id).reason()).isEqualTo(problem.sentence());
            assertThat(states(id)).containsExactly(DeliveryState.FAILED);
        });
        assertThat(fixture.receivedFor("customer.test")).isEmpty();
    }

    @Test
    void repliesOfAConversationKeepTheirOrderOverAnOutage() throws MessagingException, IOException {
        fixture.gateway(Map.of("handover.email.sending.max-delay", "1s"));
        fixture.stopMailServer();
        List<String> ids = new ArrayList<>();
        for (int n = 0; n < 6; n++) {
            ids.add(reply("c1", "ada@customer.test", "words " + n));
            ids.add(reply("c2", "ben@customer.test", "words " + n));
        }
        await().atMost(Duration.ofSeconds(60))
                .until(() -> Long.valueOf(2)
                        .equals(fixture.sql("select count(*) from outgoing_message where attempts > 1")));
        fixture.startMailServer();
        ids.forEach(id -> awaitState(id, DeliveryState.SENT));
        for (String to : List.of("ada@customer.test", "ben@customer.test")) {
            List<String> words = new ArrayList<>();
            for (MimeMessage mail : fixture.receivedFor(to)) {
                words.add(part(mail, 0).strip());
            }
            assertThat(words).containsExactly("words 0", "words 1", "words 2", "words 3", "words 4", "words 5");
        }
    }

    @Test
    void aDeathBetweenSendingAndRecordingRepeatsTheSameMailOnce() throws MessagingException {
        ConfigurableApplicationContext gateway = fixture.gateway(Map.of());
        fixture.sql("""
                create function refuse() returns trigger language plpgsql as $$
                begin if new.state = 'SENT' then raise exception 'not now'; end if; return new; end $$
                """);
        fixture.sql("create trigger refuse before update on outgoing_message for each row execute function refuse()");
        List<String> ids = new ArrayList<>();
        for (int n = 0; n < 5; n++) {
            ids.add(reply("c" + n, "ada@customer.test", "words " + n));
        }
        await().atMost(Duration.ofSeconds(60))
                .until(() -> !fixture.receivedFor("ada@customer.test").isEmpty());
        gateway.close();
        assertThat(fixture.receivedFor("ada@customer.test")).hasSize(1);
        fixture.sql("drop trigger refuse on outgoing_message");

        fixture.gateway(Map.of());
        ids.forEach(id -> awaitState(id, DeliveryState.SENT));
        List<String> mailIds = new ArrayList<>();
        for (MimeMessage mail : fixture.receivedFor("ada@customer.test")) {
            mailIds.add(mail.getMessageID());
        }
        assertThat(mailIds).hasSize(6);
        assertThat(mailIds.stream().distinct()).hasSize(5);
        assertThat(ids).allSatisfy(id -> assertThat(states(id)).containsExactly(DeliveryState.SENT));
    }

    @Test
    void anOutageOfTheDatabaseAfterSendingRepeatsNothing() {
        fixture.gateway(Map.of());
        fixture.sql("""
                create function refuse() returns trigger language plpgsql as $$
                begin if new.state = 'SENT' then raise exception 'not now'; end if; return new; end $$
                """);
        fixture.sql("create trigger refuse before update on outgoing_message for each row execute function refuse()");
        String id = reply("c1", "ada@customer.test", "words");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> !fixture.receivedFor("ada@customer.test").isEmpty());
        await().pollDelay(Duration.ofSeconds(4)).until(() -> true);
        fixture.sql("drop trigger refuse on outgoing_message");
        awaitState(id, DeliveryState.SENT);
        assertThat(fixture.receivedFor("ada@customer.test")).hasSize(1);
    }

    @Test
    void twoGatewaysSendEachReplyOnce() {
        fixture.gateway(Map.of("handover.channel.caps.operator", "200"));
        fixture.gateway(Map.of("handover.channel.caps.operator", "200"));
        List<String> ids = new ArrayList<>();
        for (int n = 0; n < 200; n++) {
            ids.add(reply("c" + n % 20, "ada@customer.test", "words " + n));
        }
        ids.forEach(id -> awaitState(id, DeliveryState.SENT));
        assertThat(fixture.receivedFor("ada@customer.test")).hasSize(200);
    }

    @Test
    void aBounceTurnsSentIntoFailedAndSaysWhy() {
        fixture.gateway(Map.of());
        String id = reply("c1", "ada@customer.test", "words");
        awaitState(id, DeliveryState.SENT);
        fixture.deliver(sample("bounce", id));
        awaitState(id, DeliveryState.FAILED);
        assertThat(states(id)).containsExactly(DeliveryState.SENT, DeliveryState.FAILED);
        assertThat(last(id).reason()).isEqualTo("The mailbox of gone@customer.test does not exist (5.1.1)");
        assertThat(last(id).retryable()).isFalse();
    }

    @Test
    void aReportOfDelayChangesNothingAndOneOfArrivalDoes() {
        fixture.gateway(Map.of());
        String id = reply("c1", "ada@customer.test", "words");
        awaitState(id, DeliveryState.SENT);
        fixture.deliver(changed(sample("bounce", id), "failed", "delayed", "5.1.1", "4.4.1"));
        fixture.deliver(changed(sample("bounce", id), "failed", "delivered", "5.1.1", "2.0.0"));
        awaitState(id, DeliveryState.DELIVERED);
        fixture.deliver(sample("complaint", id));
        String another = reply("c2", "bob@customer.test", "words");
        awaitState(another, DeliveryState.SENT);
        fixture.deliver(sample("complaint", another));
        awaitState(another, DeliveryState.DELIVERED);
        assertThat(states(id)).containsExactly(DeliveryState.SENT, DeliveryState.DELIVERED);
        assertThat(last(another).reason()).isEqualTo("ada@customer.test called this message unwanted (abuse)");
        try (TopicReader inbound = fixture.topic(ChannelTopics.INBOUND)) {
            inbound.await(_ -> complaints(inbound).size() == 2);
            assertThat(complaints(inbound))
                    .as("as consumers from before know it")
                    .allMatch(message -> message.automatic().equals("DELIVERY_REPORT"));
        }
    }

    private static List<InboundMessage> complaints(TopicReader inbound) {
        return inbound.events(InboundEvent.TYPES).stream()
                .map(InboundMessage.class::cast)
                .filter(message -> Boolean.TRUE.equals(message.complaint()))
                .toList();
    }

    private static byte[] sample(String name, String messageId) {
        return changed(Samples.bytes(name), "01234567-89ab-7cde-8f01-23456789abcd", messageId);
    }

    /** The mail with pairs of words replaced. */
    private static byte[] changed(byte[] mail, String... words) {
        String text = new String(mail, java.nio.charset.StandardCharsets.US_ASCII);
        for (int i = 0; i < words.length; i += 2) {
            text = text.replace(words[i], words[i + 1]);
        }
        return text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    }
}
