package dev.handover.channel.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.handover.channel.contract.ChannelTopics;
import dev.handover.channel.contract.InboundEvent;
import dev.handover.channel.contract.InboundEvent.InboundMessage;
import dev.handover.channel.email.mime.Samples;
import dev.handover.channel.email.thread.ReplyToken;
import dev.handover.foundation.kafka.EventCodec;
import dev.handover.foundation.trace.TraceParent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

class MailInIT {

    private static final UUID TICKET = UUID.fromString("01234567-89ab-7cde-8f01-23456789abcd");
    private GatewayFixture fixture;
    private TopicReader inbound;

    @BeforeEach
    void start() {
        fixture = GatewayFixture.started();
        inbound = fixture.topic(ChannelTopics.INBOUND);
    }

    @AfterEach
    void stop() {
        inbound.close();
        fixture.close();
    }

    private List<InboundMessage> messages() {
        return inbound.events(InboundEvent.TYPES).stream()
                .map(e -> (InboundMessage) e)
                .toList();
    }

    @Test
    void aMailInTheMailboxIsPublishedOnceWithWhatItSays() {
        fixture.gateway(Map.of());
        fixture.deliver(Samples.bytes("alternative-attachment"));
        String token = new ReplyToken(Map.of(1, "test-key-0123456789")).address("support@acme.test", TICKET);
        fixture.deliver(("From: b@customer.test\r\nTo: " + token
                        + "\r\nSubject: [#12] again\r\nMessage-ID: <t@customer.test>\r\n" + "In-Reply-To: <handover."
                        + TICKET + "@acme.test>\r\nReferences: <first@customer.test>\r\n\r\nwords\r\n")
                .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        inbound.await(r -> r.size() == 2);

        InboundMessage first = messages().stream()
                .filter(m -> m.subject().equals("Help"))
                .findFirst()
                .orElseThrow();
        assertThat(first.senderAddress()).isEqualTo("ada@customer.test");
        assertThat(first.senderName()).isEqualTo("Ada Lovelace");
        assertThat(first.externalId()).isEqualTo("<alt@customer.test>");
        assertThat(first.text()).isEqualTo("Plain words");
        assertThat(first.attachments())
                .extracting(InboundEvent.Attachment::name)
                .containsExactly("logo.png", "Übersicht.pdf");
        assertThat(first.automatic()).isEqualTo("NONE");
        InboundMessage second = messages().stream()
                .filter(m -> m.subject().contains("again"))
                .findFirst()
                .orElseThrow();
        assertThat(second.replyToTicketId()).isEqualTo(TICKET.toString());
        assertThat(second.ownMessageIds()).containsExactly(TICKET.toString());
        assertThat(second.subjectTicketNumber()).isEqualTo(12);
        assertThat(inbound.await(r -> true))
                .extracting(r -> TraceParent.parse(EventCodec.header(r, "ce_traceparent"))
                        .orElseThrow()
                        .traceId())
                .doesNotHaveDuplicates();
        assertThat(inbound.await(r -> true))
                .extracting(r -> r.key())
                .containsExactlyInAnyOrder("acme-support:<alt@customer.test>", "acme-support:<first@customer.test>");
    }

    @Test
    void aRestartedMailServerAndGatewayNeitherLoseNorDouble() {
        ConfigurableApplicationContext gateway = fixture.gateway(Map.of());
        fixture.deliver(GatewayFixture.mail("one", ""));
        inbound.await(r -> r.size() == 1);

        fixture.stopMailServer();
        fixture.startMailServer();
        fixture.deliver(GatewayFixture.mail("one", ""));
        fixture.deliver(GatewayFixture.mail("two", ""));
        inbound.await(r -> r.size() == 2);

        gateway.close();
        fixture.deliver(GatewayFixture.mail("three", ""));
        fixture.gateway(Map.of());
        inbound.await(r -> r.size() == 3);
        inbound.settled(Duration.ofSeconds(1));
        assertThat(messages())
                .extracting(InboundMessage::subject)
                .containsExactlyInAnyOrder("Mail one", "Mail two", "Mail three");
    }

    @Test
    void twoGatewaysShareTheWorkAndOneTakesOver() {
        ConfigurableApplicationContext first = fixture.gateway(Map.of());
        fixture.gateway(Map.of());
        List<String> subjects = new ArrayList<>();
        for (int n = 0; n < 20; n++) {
            fixture.deliver(GatewayFixture.mail("m" + n, ""));
            subjects.add("Mail m" + n);
        }
        inbound.await(r -> r.size() == 20);
        long fence = (long) java.util.Objects.requireNonNull(fixture.sql("select fence from mailbox"));
        first.close();
        fixture.deliver(GatewayFixture.mail("after", ""));
        subjects.add("Mail after");
        inbound.await(r -> r.size() == 21);
        inbound.settled(Duration.ofSeconds(1));
        assertThat(messages()).extracting(InboundMessage::subject).containsExactlyInAnyOrderElementsOf(subjects);
        assertThat(fence).isEqualTo(1);
    }

    @Test
    void anOwnerThatLostItsMailboxStoresNothing() {
        fixture.gateway(Map.of("handover.email.reading.lease", "60s"));
        fixture.deliver(GatewayFixture.mail("one", ""));
        inbound.await(r -> r.size() == 1);
        fixture.sql(
                "update mailbox set owner = 'someone else', fence = fence + 1, lease_until = now() + interval '1 hour'");
        fixture.deliver(GatewayFixture.mail("two", ""));
        assertThat(inbound.settled(Duration.ofSeconds(2))).hasSize(1);
        fixture.sql("update mailbox set lease_until = now()");
        inbound.await(r -> r.size() == 2);
    }

    @Test
    void whateverComesIsPublished() {
        fixture.gateway(Map.of());
        for (String name :
                List.of("binary", "null-characters", "deep-nesting", "hostile-html", "no-from-date-id", "bounce")) {
            fixture.deliver(Samples.bytes(name));
        }
        inbound.await(r -> r.size() == 6);
        assertThat(messages()).anySatisfy(m -> assertThat(m.automatic()).isEqualTo("BOUNCE"));
    }

    @Test
    void newsIsPushedAndNotWaitedFor() {
        fixture.gateway(Map.of("handover.email.reading.poll", "10m"));
        fixture.deliver(GatewayFixture.mail("first", ""));
        inbound.await(r -> r.size() == 1);
        inbound.settled(Duration.ofSeconds(1));
        fixture.deliver(GatewayFixture.mail("second", ""));
        inbound.await(r -> r.size() == 2);
        assertThat(messages()).extracting(InboundMessage::subject).contains("Mail second");
    }

    @Test
    void aMailThatIsTooLargeIsReadInPart() {
        fixture.gateway(Map.of("handover.email.max-message-size", "2KB"));
        fixture.deliver(GatewayFixture.mail("large", "\r\n" + "words and words\r\n".repeat(1000)));
        fixture.deliver(GatewayFixture.mail("small", ""));
        inbound.await(r -> r.size() == 2);
        InboundMessage large = messages().stream()
                .filter(m -> m.subject().equals("Mail large"))
                .findFirst()
                .orElseThrow();
        assertThat(large.issues()).contains("source-truncated");
        assertThat(large.text()).contains("words and words").hasSizeLessThan(2048);
        assertThat(large.attachments())
                .singleElement()
                .satisfies(a -> assertThat(a.sizeBytes()).isEqualTo(2048));
    }

    @Test
    void aMailThatTheDatabaseRefusesHoldsUpNoOther() {
        ConfigurableApplicationContext gateway = fixture.gateway(Map.of());
        gateway.close();
        fixture.sql("""
                create function refuse() returns trigger language plpgsql as $$
                begin if new.external_id like '%poison%' then raise exception 'no'; end if; return new; end $$
                """);
        fixture.sql("create trigger refuse before insert on inbound_message for each row execute function refuse()");
        fixture.deliver(GatewayFixture.mail("one", ""));
        fixture.deliver(GatewayFixture.mail("poison", ""));
        fixture.deliver(GatewayFixture.mail("two", ""));
        fixture.gateway(Map.of());
        inbound.await(r -> r.size() == 3);
        assertThat(messages()).anySatisfy(m -> {
            assertThat(m.issues()).contains("unparsed");
            assertThat(m.attachments()).hasSize(1);
        });
        assertThat(messages()).extracting(InboundMessage::subject).contains("Mail one", "Mail two");
    }

    @Test
    void manyMailsComeQuickly() {
        for (int n = 0; n < 1500; n++) {
            fixture.deliver(GatewayFixture.mail("m" + n, ""));
        }
        long start = System.nanoTime();
        fixture.gateway(Map.of());
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> Long.valueOf(1500).equals(fixture.sql("select count(*) from inbound_message")));
        long done = System.nanoTime();
        inbound.await(r -> r.size() == 1500);
        assertThat(Duration.ofNanos(done - start)).isLessThan(Duration.ofSeconds(30));
    }
}
