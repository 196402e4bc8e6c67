package dev.handover.ticket.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handover.foundation.kafka.EventCodec;
import dev.handover.foundation.trace.TraceParent;
import dev.handover.ticket.Answer;
import dev.handover.ticket.Mail;
import dev.handover.ticket.RunningTickets;
import dev.handover.ticket.Workspace;
import dev.handover.ticket.contract.TicketTopics;
import dev.handover.ticket.ticket.Ids;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The trace of what set a step going is in every record that follows from it. */
class TraceTest {
    private static final RunningTickets SERVICE = RunningTickets.shared();
    private static final String BODY = "{'subject': 'It is broken', 'description': 'Please help'}";
    private static Workspace acme;

    @BeforeAll
    static void start() {
        acme = Workspace.in(SERVICE);
    }

    private static TraceParent trace(ConsumerRecord<String, byte[]> record) {
        return TraceParent.parse(EventCodec.header(record, "ce_traceparent")).orElseThrow();
    }

    private static void follows(TraceParent trace, List<ConsumerRecord<String, byte[]>> records) {
        assertThat(records)
                .isNotEmpty()
                .allSatisfy(record ->
                        assertThat(trace(record)).isNotEqualTo(trace).returns(trace.traceId(), TraceParent::traceId));
    }

    @Test
    void ofACommandToTheJournalAndThePublicRecord() {
        TraceParent trace = TraceParent.parse("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
                .orElseThrow();
        Answer opened = acme.post("/tickets", BODY, "traceparent", trace.text());
        assertThat(opened.status()).isEqualTo(201);
        String ticket = opened.text("ticketId");
        follows(trace, SERVICE.reader(TicketTopics.JOURNAL).await(ticket, 1));
        follows(trace, SERVICE.reader(TicketTopics.EVENTS).await(ticket, 1));
        assertThat(trace(SERVICE.reader(TicketTopics.EVENTS).of(ticket).getFirst())
                        .text())
                .as("sampled, as it came")
                .endsWith("-01");
    }

    @Test
    void ofNoneOrOneThatIsNotValidIsANewOne() {
        Answer first = acme.post("/tickets", BODY);
        Answer second = acme.post("/tickets", BODY, "traceparent", "nonsense");
        assertThat(trace(SERVICE.reader(TicketTopics.EVENTS)
                                .await(first.text("ticketId"), 1)
                                .getFirst())
                        .traceId())
                .isNotEqualTo(trace(SERVICE.reader(TicketTopics.EVENTS)
                                .await(second.text("ticketId"), 1)
                                .getFirst())
                        .traceId());
    }

    @Test
    void ofAnInboundMessageToTheJournal() {
        Mail mail = Mail.first();
        SERVICE.send(List.of(mail.record(SERVICE, acme.key())));
        follows(Mail.TRACE, SERVICE.reader(TicketTopics.JOURNAL).await(Ids.derived("conversation", mail.id()), 2));
        follows(Mail.TRACE, SERVICE.reader(TicketTopics.JOURNAL).await(Ids.derived("ticket", mail.id()), 3));
    }

    @Test
    void anEventFromBeforeThereWereTracesIsPublishedWithoutOne() {
        String ticket = acme.open();
        StoredRow now = SERVICE.jdbc()
                .sql("select " + StoredRow.COLUMNS + " from stored_event where stream_id = ? and sequence_number = 0")
                .param(ticket)
                .query(StoredRow::read)
                .single();
        String meta = new String(now.metaData(), StandardCharsets.UTF_8);
        String before = meta.replaceAll(",\"traceparent\":\"[^\"]*\"|\"traceparent\":\"[^\"]*\",", "");
        assertThat(before).isNotEqualTo(meta);
        List<ProducerRecord<String, byte[]>> records = SERVICE.bean(Records.class)
                .live(new StoredRow(
                        now.globalIndex(),
                        now.eventId(),
                        now.streamId(),
                        now.sequenceNumber(),
                        now.type(),
                        now.revision(),
                        now.payload(),
                        before.getBytes(StandardCharsets.UTF_8),
                        now.recordedAt()));
        assertThat(records).hasSize(2).allSatisfy(record -> {
            assertThat(record.headers().lastHeader("ce_traceparent")).isNull();
            assertThat(record.headers().lastHeader("ce_correlationid")).isNotNull();
        });
    }
}
