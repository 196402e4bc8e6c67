package dev.handover.bench;

import dev.handover.local.Service;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * A file of 50 MB on its way in with a mail, once over HTTP and once from the mailbox, and on its way out with a reply:
 * how long it takes, and what the gateway holds meanwhile.
 */
final class LargeFile {

    private static final int FILE_BYTES = 50_000_000;
    private static final long LONGEST_NS = TimeUnit.MINUTES.toNanos(3);
    private static final String ADDRESS = "support@acme.test";
    private static final String STORED = "select 1 from inbound_message where external_id = ?";
    private static final String SENT = "select 1 from outgoing_message where message_id::text = ? and state = 'SENT'";
    private static final String FILE = """
            select attachment_id from attachment join inbound_message using (message_id)
            where external_id = ? and attachment.name = 'large.csv'
            """;

    private final Target target;
    private final String id = UUID.randomUUID().toString();
    private final String customer = "large-" + id + "@customer.test";

    private LargeFile(Target target) {
        this.target = target;
    }

    /**
     * One way.
     *
     * @param seconds until a mail is stored, or a reply is accepted by the mail server
     * @param heapMb the highest heap, garbage included, above that before
     * @param residentMb the highest resident memory, mapped files included, above that before
     */
    record Result(String way, double seconds, long heapMb, long residentMb) {}

    /** Sends and answers in the workspace {@code acme}, which has the account with the mailbox. */
    static List<Result> measure(Target target) throws IOException, InterruptedException, SQLException {
        LargeFile file = new LargeFile(target);
        byte[] first = file.mail("http");
        byte[] second = file.mail("imap");
        try {
            return List.of(
                    file.watched("in over HTTP", () -> file.overHttp(first)),
                    file.watched("in by IMAP", () -> file.overImap(second)),
                    file.watched("out by SMTP", file::out));
        } finally {
            target.empty(ADDRESS);
            target.empty(file.customer);
        }
    }

    private interface Way {
        void go() throws IOException, InterruptedException, SQLException;
    }

    private Result watched(String name, Way way) throws IOException, InterruptedException, SQLException {
        try (MemoryWatch memory = MemoryWatch.of(target, Service.CHANNEL)) {
            long begin = System.nanoTime();
            way.go();
            double seconds = (System.nanoTime() - begin) / 1e9;
            return new Result(name, Math.round(10 * seconds) / 10.0, memory.heapMb(), memory.residentMb());
        }
    }

    /** Without an idempotency key, which would have the answer kept, and the request in memory. */
    private void overHttp(byte[] mail) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(target.uri("/channels/v1/email/acme-support/messages"))
                .header("Authorization", "Bearer " + target.token("service", "acme", "service"))
                .header("Content-Type", "message/rfc822")
                .POST(BodyPublishers.ofByteArray(mail))
                .build();
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 202) {
                throw new IllegalStateException("a large mail was answered " + answer.statusCode() + answer.body());
            }
        }
    }

    private void overImap(byte[] mail) throws SQLException, InterruptedException {
        target.deliver(mail, ADDRESS);
        await(STORED, messageId("imap"));
    }

    /** Replies to a ticket with the file that came over HTTP. */
    private void out() throws IOException, SQLException, InterruptedException {
        String owner = target.token("owner", "acme", "owner");
        String file = find(FILE, messageId("http"));
        try (HttpConnection http = target.connect()) {
            String ticket = Desk.JSON
                    .readTree(http.post(
                                    "/tickets/v1/tickets",
                                    owner,
                                    Desk.write(Map.of(
                                            "subject",
                                            "The file, please",
                                            "description",
                                            "Please send it once more.",
                                            "requester",
                                            Map.of("name", "A Customer", "email", customer))))
                            .body())
                    .path("ticketId")
                    .asString();
            Map<String, Object> attached = Map.of(
                    "attachmentId", file, "name", "large.csv", "contentType", "text/csv", "sizeBytes", FILE_BYTES);
            HttpConnection.Answer answer = http.post(
                    "/tickets/v1/tickets/" + ticket + "/replies",
                    owner,
                    Desk.write(Map.of("text", "Here it is.", "attachments", List.of(attached), "force", true)));
            if (answer.status() != 201) {
                throw new IllegalStateException("a reply was answered " + answer.status() + " " + answer.text());
            }
            await(SENT, Desk.JSON.readTree(answer.body()).path("messageId").asString());
        }
    }

    private void await(String sql, String parameter) throws SQLException, InterruptedException {
        long begin = System.nanoTime();
        while (find(sql, parameter).isEmpty()) {
            if (System.nanoTime() - begin > LONGEST_NS) {
                throw new IllegalStateException("a file of 50 MB is still under way: " + sql);
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private String find(String sql, String parameter) throws SQLException {
        try (Connection gateway = target.database(Service.CHANNEL.database());
                PreparedStatement query = gateway.prepareStatement(sql)) {
            query.setString(1, parameter);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? rows.getString(1) : "";
            }
        }
    }

    private String messageId(String way) {
        return "<" + way + "-" + id + "@customer.test>";
    }

    /** Lines of text, so that the mail is hardly larger than the file and below the limit of mails. */
    private byte[] mail(String way) {
        ByteArrayOutputStream mail = new ByteArrayOutputStream(FILE_BYTES + 1_000);
        mail.writeBytes(("From: A Customer <" + customer + ">\r\nTo: " + ADDRESS + "\r\nSubject: A large file " + way
                        + "\r\nMessage-ID: " + messageId(way) + "\r\nDate: Sat, 21 Nov 2026 10:00:00 +0000\r\n"
                        + "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nHello\r\n"
                        + "--b\r\nContent-Type: text/csv; name=large.csv\r\n"
                        + "Content-Disposition: attachment; filename=large.csv\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        byte[] line = new byte[80];
        Random random = new Random(way.length());
        for (int written = 0; written < FILE_BYTES; written += line.length) {
            for (int i = 0; i < line.length - 2; i++) {
                line[i] = (byte) ('a' + random.nextInt(26));
            }
            line[line.length - 2] = '\r';
            line[line.length - 1] = '\n';
            mail.writeBytes(line);
        }
        mail.writeBytes("\r\n--b--\r\n".getBytes(StandardCharsets.US_ASCII));
        return mail.toByteArray();
    }
}
