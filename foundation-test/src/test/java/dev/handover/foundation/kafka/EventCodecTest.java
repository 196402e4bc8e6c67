package dev.handover.foundation.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handover.foundation.edges.Happening;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

/** Events to Kafka records and back. */
class EventCodecTest {
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final Envelope ENVELOPE =
            new Envelope("e1", "s1", "acme", 7, Instant.parse("2026-01-02T03:04:05.678Z"), "cause", "request", TRACE);

    private static ProducerRecord<String, byte[]> record() {
        return Happening.CODEC.encode("topic", "s1", ENVELOPE, new Happening.Happened("grüße"));
    }

    private static ConsumerRecord<String, byte[]> read(ProducerRecord<String, byte[]> sent) {
        return new ConsumerRecord<>(
                sent.topic(),
                0,
                0,
                0,
                TimestampType.CREATE_TIME,
                -1,
                -1,
                sent.key(),
                sent.value(),
                sent.headers(),
                Optional.empty());
    }

    @Test
    void anEventComesBackAsItWas() {
        assertThat(Happening.CODEC.decode(read(record())))
                .contains(new Published<>(ENVELOPE, new Happening.Happened("grüße")));
    }

    @Test
    void headersAreThoseOfCloudEvents() {
        ConsumerRecord<String, byte[]> record = read(record());
        assertThat(EventCodec.header(record, "ce_specversion")).isEqualTo("1.0");
        assertThat(EventCodec.header(record, "ce_id")).isEqualTo("e1");
        assertThat(EventCodec.header(record, "ce_type")).isEqualTo("dev.handover.edges.happened.v1");
        assertThat(EventCodec.header(record, "ce_workspace")).isEqualTo("acme");
        assertThat(EventCodec.header(record, "ce_sequence")).isEqualTo("7");
        assertThat(EventCodec.header(record, "ce_causationid")).isEqualTo("cause");
        assertThat(EventCodec.header(record, "ce_correlationid")).isEqualTo("request");
        assertThat(EventCodec.header(record, "ce_traceparent")).isEqualTo(TRACE);
        assertThat(EventCodec.header(record, "content-type")).isEqualTo("application/json");
    }

    @Test
    void whatMayBeAbsentIsNull() {
        ProducerRecord<String, byte[]> old = record();
        old.headers().remove("ce_causationid").remove("ce_correlationid").remove("ce_traceparent");
        Envelope envelope = Happening.CODEC.decode(read(old)).orElseThrow().envelope();
        assertThat(envelope.causationId()).isNull();
        assertThat(envelope.correlationId()).isNull();
        assertThat(envelope.traceparent()).isNull();
        assertThat(Happening.CODEC
                        .encode("topic", "s1", envelope, new Happening.Happened("t"))
                        .headers()
                        .lastHeader("ce_traceparent"))
                .isNull();
    }

    @Test
    void aMemberThatIsNotKnownIsSkipped() {
        ProducerRecord<String, byte[]> newer =
                new ProducerRecord<>("topic", "s1", "{\"text\":\"t\",\"added\":1}".getBytes(StandardCharsets.UTF_8));
        record().headers().forEach(newer.headers()::add);
        assertThat(Happening.CODEC.decode(read(newer)).orElseThrow().event()).isEqualTo(new Happening.Happened("t"));
    }

    @Test
    void aTypeThatIsNotKnownIsNoEventOfTheFamily() {
        ProducerRecord<String, byte[]> foreign = record();
        foreign.headers().remove("ce_type").add("ce_type", "dev.other.v1".getBytes(StandardCharsets.UTF_8));
        assertThat(Happening.CODEC.decode(read(foreign))).isEmpty();
        assertThat(Happening.CODEC.knows(read(foreign))).isFalse();
        assertThat(Happening.CODEC.knows(read(record()))).isTrue();
    }

    @Test
    void whatLacksAnAttributeIsNotReadable() {
        for (String header :
                new String[] {"ce_type", "ce_subject", "ce_time", "ce_workspace", "ce_sequence", "ce_id"}) {
            ProducerRecord<String, byte[]> record = record();
            record.headers().remove(header);
            assertThatThrownBy(() -> Happening.CODEC.decode(read(record)))
                    .as(header)
                    .isInstanceOf(UnreadableRecordException.class);
        }
    }
}
