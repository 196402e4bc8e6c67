package dev.handover.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.handover.local.Service;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A customer who is erased leaves nothing behind in any table of any service. */
class ErasureIT {
    private final Handover handover = Handover.running();
    private final Api owner = handover.as("owner");

    /** Words that stand nowhere else. */
    private final List<String> markers = IntStream.range(0, 21)
            .mapToObj(i -> "mk" + i + "x" + UUID.randomUUID().toString().substring(0, 8))
            .toList();

    @Test
    void nothingOfWhatWasWrittenIsFound() throws SQLException {
        Customer customer = new Customer(handover, m(0) + "@customer.test", m(1));
        String messageId = "<" + m(2) + "@customer.test>";
        handover.deliver(
                customer.mail(
                                m(3),
                                body(),
                                Map.of(
                                        "Message-ID",
                                        messageId,
                                        "X-Loop",
                                        m(4),
                                        "Content-Type",
                                        "multipart/mixed; boundary=b"))
                        .raw(),
                Customer.SUPPORT);
        JsonNode row = owner.awaitSubject(m(3));
        String ticket = row.path("ticketId").asString();
        String requester = row.path("requester").path("requesterId").asString();
        handover.as("amelie")
                .post("/tickets/v1/tickets/" + ticket + "/replies", Map.of("text", "Dear " + m(9)))
                .ok();
        handover.as("amelie")
                .post("/tickets/v1/tickets/" + ticket + "/notes", Map.of("text", "@ben look: " + m(10)))
                .ok();
        handover.as("amelie")
                .put("/tickets/v1/tickets/" + ticket + "/tags", Map.of("tags", List.of(m(11))))
                .ok();
        Mail reply = Desk.awaitMail(customer, m(9));
        handover.deliver(
                customer.mail(
                                "Re: " + m(12),
                                "Thanks " + m(13),
                                Map.of("In-Reply-To", reply.messageId(), "X-Other", m(14)))
                        .raw(),
                Customer.SUPPORT);
        owner.awaitText(ticket, m(13));
        String second = owner.post(
                        "/tickets/v1/tickets",
                        Map.of(
                                "subject", m(15),
                                "description", m(16),
                                "requester", Map.of("name", m(17), "email", customer.address())))
                .ok()
                .path("ticketId")
                .asString();
        handover.as("amelie")
                .post("/tickets/v1/tickets/" + second + "/notes", Map.of("text", m(18)))
                .ok();
        handover.as("amelie")
                .post("/tickets/v1/tickets/" + second + "/replies", Map.of("text", m(19)))
                .ok();
        Desk.awaitMail(customer, m(19));
        String kept = writesInTheThreadOfAnother(customer, m(20));
        assertThat(found()).as("what is planted is found before").hasSizeGreaterThan(10);

        String erasure = owner.post("/tickets/v1/requesters/" + requester + "/erasure", Map.of())
                .ok()
                .path("erasureId")
                .asString();

        JsonNode receipt = owner.awaitThat(
                "the receipt",
                api -> java.util.Optional.of(
                                api.get("/tickets/v1/erasures/" + erasure).ok())
                        .filter(found -> found.has("erasedAt")));
        assertThat(receipt.path("erased")
                        .valueStream()
                        .map(erased -> erased.path("kind").asString()))
                .contains("requester", "ticket")
                .hasSizeGreaterThanOrEqualTo(3);
        await("nothing being left")
                .atMost(Duration.ofSeconds(40))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(found()).isEmpty());
        owner.get("/query/v1/tickets/" + ticket).refused(410);
        owner.post("/tickets/v1/tickets/" + ticket + "/notes", Map.of("text", "late"))
                .refused(410);
        Rebuild.run(handover);
        assertThat(found()).isEmpty();
        owner.get("/query/v1/tickets/" + kept).ok();
        String text = "I am back " + UUID.randomUUID();
        customer.writes(text, "hello");
        assertThat(owner.awaitSubject(text)
                        .path("requester")
                        .path("requesterId")
                        .asString())
                .isNotEqualTo(requester);
    }

    /** The other one's ticket. */
    private String writesInTheThreadOfAnother(Customer customer, String words) {
        Customer other = new Customer(handover, "bea" + UUID.randomUUID() + "@customer.test", "Bea");
        String subject = "A question " + UUID.randomUUID();
        String messageId = "<" + UUID.randomUUID() + "@customer.test>";
        handover.deliver(
                other.mail(subject, "We ask", Map.of("Message-ID", messageId)).raw(), Customer.SUPPORT);
        String ticket = owner.awaitSubject(subject).path("ticketId").asString();
        handover.deliver(
                customer.mail("Re: " + subject, "I too ask: " + words, Map.of("In-Reply-To", messageId))
                        .raw(),
                Customer.SUPPORT);
        owner.awaitText(ticket, words);
        return ticket;
    }

    private String m(int number) {
        return markers.get(number);
    }

    private String body() {
        return "--b\r\nContent-Type: text/html\r\n\r\n<p title='" + m(5) + "'>" + m(6) + "</p>\r\n--b\r\n"
                + "Content-Type: text/plain\r\nContent-Disposition: attachment; filename=" + m(7) + ".txt\r\n\r\n"
                + m(8) + "\r\n--b--\r\n";
    }

    /** Tables with a marker in any row, as text or in bytes. */
    private List<String> found() throws SQLException {
        String anywhere = String.join("|", markers) + "|"
                + markers.stream()
                        .map(marker -> HexFormat.of().formatHex(marker.getBytes(StandardCharsets.UTF_8)))
                        .reduce((one, other) -> one + "|" + other)
                        .orElseThrow();
        List<String> found = new ArrayList<>();
        for (Service service : Service.values()) {
            try (Connection connection = handover.database(service.database());
                    Statement statement = connection.createStatement()) {
                for (String table : tables(statement)) {
                    try (ResultSet rows = statement.executeQuery("select substring(t::text from '" + anywhere
                            + "') from " + table + " t where t::text ~ '" + anywhere + "' limit 1")) {
                        if (rows.next()) {
                            found.add(service + " " + table + ": " + rows.getString(1));
                        }
                    }
                }
            }
        }
        return found;
    }

    private static List<String> tables(Statement statement) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("""
                select format('%I.%I', table_schema, table_name) from information_schema.tables
                where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')
                """)) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        return tables;
    }
}
