package dev.handover.ticket;

import dev.handover.channel.contract.ChannelTopics;
import dev.handover.channel.contract.InboundEvent;
import dev.handover.foundation.kafka.Envelope;
import dev.handover.foundation.kafka.EventCodec;
import dev.handover.foundation.trace.TraceParent;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** A customer's mail, as channel-gateway normalises it. */
public record Mail(
        String id,
        String thread,
        String from,
        String subject,
        String text,
        String automatic,
        List<String> references,
        List<String> ownMessageIds,
        @Nullable String replyToTicketId,
        @Nullable Long subjectTicketNumber) {
    /** The trace that every mail comes with. */
    public static final TraceParent TRACE = TraceParent.begin();

    private static final EventCodec<InboundEvent> CODEC = new EventCodec<>(InboundEvent.TYPES);

    /** A first mail from carla. */
    public static Mail first() {
        String id = UUID.randomUUID().toString();
        return new Mail(
                id, id, "carla@customer.test", "It is broken", "Help me", "NONE", List.of(), List.of(), null, null);
    }

    public Mail from(String address) {
        return new Mail(
                id,
                thread,
                address,
                subject,
                text,
                automatic,
                references,
                ownMessageIds,
                replyToTicketId,
                subjectTicketNumber);
    }

    public Mail saying(String words) {
        return new Mail(
                id,
                thread,
                from,
                subject,
                words,
                automatic,
                references,
                ownMessageIds,
                replyToTicketId,
                subjectTicketNumber);
    }

    public Mail automatic(String kind) {
        return new Mail(
                id, thread, from, subject, text, kind, references, ownMessageIds, replyToTicketId, subjectTicketNumber);
    }

    public Mail referring(String... ids) {
        return new Mail(
                id,
                thread,
                from,
                subject,
                text,
                automatic,
                List.of(ids),
                ownMessageIds,
                replyToTicketId,
                subjectTicketNumber);
    }

    public Mail answering(String... ourMessages) {
        return new Mail(
                id,
                thread,
                from,
                subject,
                text,
                automatic,
                references,
                List.of(ourMessages),
                replyToTicketId,
                subjectTicketNumber);
    }

    public Mail withToken(String ticket) {
        return new Mail(
                id, thread, from, subject, text, automatic, references, ownMessageIds, ticket, subjectTicketNumber);
    }

    public Mail withNumber(long number) {
        return new Mail(id, thread, from, subject, text, automatic, references, ownMessageIds, replyToTicketId, number);
    }

    /** Its id on the channel. */
    public String externalId() {
        return id + "@customer.test";
    }

    /** Its record on the inbound topic. */
    public ProducerRecord<String, byte[]> record(
            RunningTickets service, String workspace, InboundEvent.Attachment... attachments) {
        Instant now = Instant.now();
        return CODEC.encode(
                service.topic(ChannelTopics.INBOUND),
                "support/" + thread,
                new Envelope(id, "support/" + thread, workspace, 0, now, null, null, TRACE.text()),
                new InboundEvent.InboundMessage(
                        id,
                        "support",
                        "email",
                        externalId(),
                        from,
                        from.isEmpty() ? null : "Carla C.",
                        List.of("support@acme.test"),
                        subject,
                        text,
                        null,
                        List.of(new InboundEvent.Span("REPLY", 0, text.length())),
                        List.of(attachments),
                        automatic,
                        null,
                        references,
                        replyToTicketId,
                        ownMessageIds,
                        subjectTicketNumber,
                        List.of(),
                        new InboundEvent.Authentication(InboundEvent.AuthenticationResult.FAIL, "fail", "none", null),
                        now,
                        now,
                        null));
    }
}
