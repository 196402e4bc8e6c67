package dev.handover.channel.email;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.handover.channel.ChannelGatewayApplication;
import dev.handover.channel.contract.ChannelTopics;
import dev.handover.foundation.test.RealParts;
import dev.handover.routing.contract.RoutingTopics;
import dev.handover.ticket.contract.TicketTopics;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** A mail server and gateways on real parts: one database and topic prefix, as many gateway instances as wanted. */
public final class GatewayFixture implements AutoCloseable {

    private static final String SUPPORT = "support@acme.test";

    private final RealParts.Database database = RealParts.database();
    private final String prefix = RealParts.topicPrefix();
    private final int smtpPort = freePort();
    private final int imapPort = freePort();
    private final List<ConfigurableApplicationContext> gateways = new ArrayList<>();
    private GreenMail server = newServer();

    public static GatewayFixture started() {
        GatewayFixture fixture = new GatewayFixture();
        fixture.createTopics(
                TicketTopics.JOURNAL, RoutingTopics.DIRECTORY, ChannelTopics.INBOUND, ChannelTopics.EVENTS);
        fixture.startMailServer();
        return fixture;
    }

    private void createTopics(String... names) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", RealParts.kafka()))) {
            admin.createTopics(Arrays.stream(names)
                            .map(name -> new NewTopic(prefix + name, 4, (short) 1))
                            .toList())
                    .all()
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private GreenMail newServer() {
        GreenMail mail = new GreenMail(new ServerSetup[] {
            new ServerSetup(smtpPort, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
            new ServerSetup(imapPort, "127.0.0.1", ServerSetup.PROTOCOL_IMAP)
        });
        mail.withConfiguration(GreenMailConfiguration.aConfig().withDisabledAuthentication());
        return mail;
    }

    public void startMailServer() {
        server = newServer();
        server.start();
        server.setUser(SUPPORT, SUPPORT, SUPPORT);
    }

    public void stopMailServer() {
        server.stop();
    }

    /** Starts one more gateway; {@code more} are settings on top. */
    public ConfigurableApplicationContext gateway(Map<String, Object> more) {
        Map<String, Object> settings = RealParts.settings(database, prefix);
        settings.put("handover.email.token-key", "test-key-0123456789");
        settings.put("handover.content.link-key", "test-key-of-links-0123456789");
        settings.put("handover.accounts.credentials-key", "test-credentials-0123456789");
        settings.put("handover.accounts.allowed-networks", "127.0.0.0/8");
        account(settings, 0, "acme-support", "acme", SUPPORT, true);
        account(settings, 1, "other-desk", "other", "desk@other.test", false);
        settings.put("handover.email.reading.lease", "2s");
        settings.put("handover.email.reading.poll", "300ms");
        settings.put("handover.email.sending.claim", "2s");
        settings.put("logging.level.root", "error");
        settings.put("logging.level.org.apache.kafka", "error");
        settings.put("logging.level.dev.handover", "info");
        settings.putAll(more);
        ConfigurableApplicationContext gateway =
                SpringApplication.run(ChannelGatewayApplication.class, RealParts.arguments(settings));
        gateways.add(gateway);
        return gateway;
    }

    private void account(
            Map<String, Object> settings, int n, String id, String workspace, String address, boolean imap) {
        String account = "handover.email.accounts[" + n + "].";
        settings.put(account + "id", id);
        settings.put(account + "workspace", workspace);
        settings.put(account + "address", address);
        settings.put(account + "display-name", "Support of " + workspace);
        settings.put(account + "allowed-domains", "acme.test");
        settings.put(account + "plus-addressing", "true");
        settings.put(account + "smtp.host", "127.0.0.1");
        settings.put(account + "smtp.port", smtpPort);
        settings.put(account + "smtp.tls", "false");
        if (imap) {
            settings.put(account + "imap.host", "127.0.0.1");
            settings.put(account + "imap.port", imapPort);
            settings.put(account + "imap.user", address);
            settings.put(account + "imap.password", address);
            settings.put(account + "imap.tls", "false");
        }
    }

    public static String url(ConfigurableApplicationContext gateway, String path) {
        return "http://127.0.0.1:" + gateway.getEnvironment().getProperty("local.server.port") + path;
    }

    /** Where the mail server speaks IMAP. */
    public int imapPort() {
        return imapPort;
    }

    /** Where the mail server speaks SMTP. */
    public int smtpPort() {
        return smtpPort;
    }

    /** A further mailbox, of that name and password; only its owner gets in. */
    public GreenMailUser mailbox(String address, String password) {
        return server.setUser(address, address, password);
    }

    /** A reader of a topic, from its beginning. */
    public TopicReader topic(String name) {
        return new TopicReader(RealParts.kafka(), prefix + name);
    }

    public String topicName(String name) {
        return prefix + name;
    }

    /** Puts a mail into the support mailbox. */
    public void deliver(byte[] raw) {
        try {
            server.getUserManager()
                    .getUser(SUPPORT)
                    .deliver(new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(raw)));
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    public static byte[] mail(String id, String more) {
        return ("From: Ada <ada@customer.test>\r\nTo: support@acme.test\r\nSubject: Mail " + id + "\r\nMessage-ID: <"
                        + id + "@customer.test>\r\nDate: Tue, 4 Mar 2025 10:11:12 +0100\r\n" + more + "\r\nWords of "
                        + id + "\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** What the mail server got for this address, in order. */
    public List<MimeMessage> receivedFor(String address) {
        List<MimeMessage> found = new ArrayList<>();
        for (MimeMessage message : server.getReceivedMessages()) {
            try {
                if (List.of(message.getRecipients(Message.RecipientType.TO))
                        .toString()
                        .contains(address)) {
                    found.add(message);
                }
            } catch (MessagingException e) {
                throw new IllegalStateException(e);
            }
        }
        return found;
    }

    /** Runs SQL as the database's owner; gives the first column of the first row, or null. */
    public @Nullable Object sql(String sql) {
        try (Connection connection = database.asOwner();
                Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return null;
            }
            try (ResultSet rows = statement.getResultSet()) {
                return rows.next() ? rows.getObject(1) : null;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        gateways.forEach(ConfigurableApplicationContext::close);
        server.stop();
    }
}
