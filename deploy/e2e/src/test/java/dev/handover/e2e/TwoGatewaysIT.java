package dev.handover.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.handover.local.Service;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Two instances of the gateway work on one mailbox, and one or the other is killed with SIGKILL every few seconds. Half of
 * the mails lie in the mailbox, which is restored with another UIDVALIDITY in between, the other half is handed to either
 * instance over HTTP. Each mail is one message, each reply goes out, in order. The short form runs in every build; {@code
 * -Dhandover.e2e.long} and {@code -Dhandover.e2e.seed} are those of {@link KillIT}.
 */
class TwoGatewaysIT {

    private static final Logger log = LoggerFactory.getLogger(TwoGatewaysIT.class);
    private static final String FIRST = "channel-gateway";
    private static final String FOLDER = "Desk";

    private final Handover handover = Handover.running();
    private final boolean large = System.getProperty("handover.e2e.long") != null;
    private final long seed = Long.getLong("handover.e2e.seed", System.nanoTime());
    private final Duration pace = large ? Duration.ofMinutes(8) : Duration.ofSeconds(14);
    private final Duration patience = large ? Duration.ofMinutes(5) : Duration.ofSeconds(60);
    private final int threads = large ? 100 : 10;
    private final int mails = large ? 1_200 : 70;
    private final int rounds = large ? 12 : 2;

    private final String accountId = "desk" + Long.toString(seed & 0xFFFFFF, 36);
    private final String address = accountId + "@acme.test";

    @Test
    void eachMailIsOnceAndEachReplyIsOutWhileEitherIsKilled() throws InterruptedException, SQLException {
        log.info("seed {}", seed);
        MailFolder folder = MailFolder.created(handover.ports().imap(), address, FOLDER);
        connect();
        Random random = new Random(seed);
        try (Instance second = handover.another(Service.CHANNEL)) {
            Storm storm = new Storm(handover, seed, threads, new Both(folder, second, random));
            Map<String, String> tickets = storm.begin();
            List<Storm.Victim> instances = List.of(
                    new Storm.Victim(FIRST, () -> handover.healthy(FIRST), () -> handover.kill(FIRST)),
                    new Storm.Victim("the second", second::ready, second::killAndStart));
            storm.rage(tickets, mails, large ? 400 : 30, pace, () -> storm.killAll(instances, rounds, pace));

            Aftermath aftermath = new Aftermath(handover, storm, patience);
            aftermath.everyMailIsOneMessageInOrder();
            assertThat(aftermath.everyReplyIsOutInOrder()).isLessThanOrEqualTo(2 * rounds);
            everyReplyCameFromTheAccount(storm);
            assertThat(count("select count(*) from inbound_message where account_id = ?", accountId))
                    .isEqualTo(storm.mails());
            theWholeFolderWasReadAgain(folder);
        }
    }

    private void connect() {
        Map<String, Object> server = Map.of("host", "127.0.0.1", "tls", false, "user", address, "password", address);
        handover.as("owner")
                .post(
                        "/channels/v1/accounts",
                        Map.of(
                                "accountId",
                                accountId,
                                "type",
                                "EMAIL",
                                "name",
                                "Desk",
                                "email",
                                Map.of(
                                        "address",
                                        address,
                                        "folders",
                                        List.of(FOLDER),
                                        "imap",
                                        at(server, handover.ports().imap()),
                                        "smtp",
                                        at(
                                                Map.of("host", "127.0.0.1", "tls", false),
                                                handover.ports().smtp()))))
                .ok();
    }

    private static Map<String, Object> at(Map<String, Object> server, int port) {
        Map<String, Object> all = new HashMap<>(server);
        all.put("port", port);
        return all;
    }

    /** Mails go to the one instance or the other, or into the folder, which is restored when half of them are there. */
    private final class Both implements Storm.Ways {

        private final MailFolder folder;
        private final Instance second;
        private final Random random;
        private int appended;

        Both(MailFolder folder, Instance second, Random random) {
            this.folder = folder;
            this.second = second;
            this.random = random;
        }

        @Override
        public int post(byte[] raw) {
            int port = random.nextBoolean() ? handover.ports().service(Service.CHANNEL) : second.port();
            return handover.as("service", port).mail(accountId, raw).status();
        }

        @Override
        public void put(byte[] raw) {
            folder.append(raw);
            appended++;
            if (appended == (threads + mails) / 4) {
                folder.restore();
                log.info("the folder has another UIDVALIDITY, with {} mails", appended);
            }
        }
    }

    private void everyReplyCameFromTheAccount(Storm storm) {
        for (Storm.Thread thread : storm.threads()) {
            assertThat(thread.customer().mailbox())
                    .extracting(mail -> mail.from().getAddress())
                    .containsOnly(address);
        }
    }

    private void theWholeFolderWasReadAgain(MailFolder folder) {
        String key = accountId + "/" + FOLDER;
        await("the folder being read to its end").atMost(patience).untilAsserted(() -> {
            assertThat(count("select uid_validity from mailbox where account_id = ?", key))
                    .isEqualTo(folder.uidValidity());
            assertThat(count("select last_uid from mailbox where account_id = ?", key))
                    .isEqualTo((threads + mails) / 2);
        });
    }

    private long count(String sql, String parameter) throws SQLException {
        try (Connection gateway = handover.database("channel_gateway");
                PreparedStatement query = gateway.prepareStatement(sql)) {
            query.setString(1, parameter);
            try (ResultSet rows = query.executeQuery()) {
                assertThat(rows.next()).isTrue();
                return rows.getLong(1);
            }
        }
    }
}
