package dev.handover.channel.delivery;

import dev.handover.channel.email.GatewayFixture;
import dev.handover.foundation.kafka.Envelope;
import dev.handover.foundation.kafka.EventCodec;
import dev.handover.foundation.test.RealParts;
import dev.handover.ticket.contract.Actor;
import dev.handover.ticket.contract.AttachmentRef;
import dev.handover.ticket.contract.ConversationJournalEvent.ConversationErased;
import dev.handover.ticket.contract.ConversationJournalEvent.ConversationOperatorReplied;
import dev.handover.ticket.contract.ConversationJournalEvent.ConversationSystemReplied;
import dev.handover.ticket.contract.JournalEvent;
import dev.handover.ticket.contract.TicketTopics;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Says things to customers, as the ticket journal tells it. */
public final class Journal implements AutoCloseable {

    static final String TICKET = "01234567-89ab-7cde-8f01-23456789abcd";

    private final GatewayFixture fixture;
    private final KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", RealParts.kafka()), new StringSerializer(), new ByteArraySerializer());
    private long sequence;

    public Journal(GatewayFixture fixture) {
        this.fixture = fixture;
    }

    /** An operator's answer; gives its id. */
    public String reply(String conversation, @Nullable String to, String text, AttachmentRef... attachments) {
        return reply("acme", "acme-support", conversation, to, text, attachments);
    }

    /** An operator's answer in a workspace by an account; gives its id. */
    public String reply(
            String workspace,
            String account,
            String conversation,
            @Nullable String to,
            String text,
            AttachmentRef... attachments) {
        return reply(workspace, account, conversation, to, text, List.of(attachments), List.of(), List.of());
    }

    /** An operator's answer with copies; gives its id. */
    String copied(String to, List<String> cc, List<String> bcc) {
        return reply("acme", "acme-support", UUID.randomUUID().toString(), to, "words", List.of(), cc, bcc);
    }

    private String reply(
            String workspace,
            String account,
            String conversation,
            @Nullable String to,
            String text,
            List<AttachmentRef> attachments,
            List<String> cc,
            List<String> bcc) {
        String messageId = UUID.randomUUID().toString();
        publish(
                workspace,
                conversation,
                new ConversationOperatorReplied(
                        conversation,
                        TICKET,
                        1,
                        messageId,
                        Actor.operator("amelie", "Amelie"),
                        text,
                        null,
                        "email",
                        account,
                        to,
                        "Ada Lovelace",
                        "The printer",
                        "<last@customer.test>",
                        List.of("<last@customer.test>"),
                        now(),
                        attachments.isEmpty() ? null : attachments,
                        cc.isEmpty() ? null : cc,
                        bcc.isEmpty() ? null : bcc));
        return messageId;
    }

    /** Something the system says; gives its id. */
    String announcement(String conversation, String to) {
        String messageId = UUID.randomUUID().toString();
        publish(
                "acme",
                conversation,
                new ConversationSystemReplied(
                        conversation,
                        TICKET,
                        1,
                        messageId,
                        "closing_message",
                        "We hope that this helped",
                        "email",
                        "acme-support",
                        to,
                        "Ada Lovelace",
                        "The printer",
                        null,
                        List.of(),
                        now()));
        return messageId;
    }

    /** Messages of a conversation are erased. */
    public void erased(String conversation, String... messages) {
        publish(
                "acme",
                conversation,
                new ConversationErased(
                        conversation, List.of(messages), true, null, Actor.operator("amelie", "Amelie"), now()));
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    private void publish(String workspace, String conversation, JournalEvent event) {
        sequence++;
        Envelope envelope =
                new Envelope(UUID.randomUUID().toString(), conversation, workspace, sequence, now(), null, null, null);
        try {
            producer.send(new EventCodec<>(JournalEvent.TYPES)
                            .encode(fixture.topicName(TicketTopics.JOURNAL), conversation, envelope, event))
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
