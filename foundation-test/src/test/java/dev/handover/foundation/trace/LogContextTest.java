package dev.handover.foundation.trace;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.slf4j.spi.MDCAdapter;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.core.env.Environment;
import org.springframework.mock.env.MockEnvironment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What log lines and records of a thread go by. */
class LogContextTest {
    private static final TraceParent TRACE = TraceParent.begin();

    private static JsonNode line() {
        LoggerContext logs = new LoggerContext();
        MDCAdapter adapter = MDC.getMDCAdapter();
        logs.setMDCAdapter(adapter);
        logs.putObject(Environment.class.getName(), new MockEnvironment());
        StructuredLogEncoder encoder = new StructuredLogEncoder();
        encoder.setContext(logs);
        encoder.setFormat("ecs");
        encoder.start();
        return JsonMapper.shared()
                .readTree(encoder.encode(
                        new LoggingEvent("test", logs.getLogger("test"), Level.INFO, "something", null, null)));
    }

    @Test
    void aLineForMachinesHasTheTraceAndTheCorrelation() {
        try (LogContext _ = LogContext.open("cor", Optional.of(TRACE))) {
            assertThat(line().at("/trace/id").asString()).isEqualTo(TRACE.traceId());
            assertThat(line().at("/correlationId").asString()).isEqualTo("cor");
        }
        assertThat(line().has("trace")).isFalse();
        assertThat(line().has("correlationId")).isFalse();
    }

    @Test
    void whatIsPublishedMeanwhileGoesOnWithIt() {
        try (LogContext _ = LogContext.open("cor", Optional.of(TRACE))) {
            assertThat(LogContext.trace()).isEqualTo(TRACE);
            assertThat(LogContext.correlationId()).contains("cor");
        }
        assertThat(LogContext.trace()).isNotEqualTo(TRACE);
        assertThat(LogContext.correlationId()).isEmpty();
    }
}
