package dev.handover.channel.email.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.handover.channel.account.AccountNetworks;
import dev.handover.channel.account.AccountSettings;
import dev.handover.channel.email.EmailSettings.OAuth2;
import dev.handover.channel.email.EmailSettings.Server;
import dev.handover.channel.email.MailServer;
import dev.handover.channel.email.imap.ImapCheck;
import dev.handover.channel.email.outgoing.SmtpCheck;
import jakarta.mail.AuthenticationFailedException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Access tokens: an authorisation server, and mail servers that speak XOAUTH2 as Google and Microsoft document it. */
class MailLoginsTest {

    private static final AccountNetworks LOOPBACK = networks(List.of("127.0.0.0/8"));

    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger tokens = new AtomicInteger();
    private final List<ServerSocket> servers = new ArrayList<>();
    private HttpServer authorisation;
    private volatile int status = 200;
    private volatile int lifetime = 3600;

    private static AccountNetworks networks(List<String> allowed) {
        return new AccountNetworks(new AccountSettings(null, 1, Map.of(), allowed));
    }

    @BeforeEach
    void start() throws IOException {
        authorisation = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        authorisation.createContext("/token", exchange -> {
            asked.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            String body = status == 200
                    ? "{\"access_token\":\"token-" + tokens.incrementAndGet()
                            + "\",\"token_type\":\"Bearer\",\"expires_in\":" + lifetime
                            + ",\"refresh_token\":\"rotated-" + tokens.get() + "\"}"
                    : "{\"error\":\"invalid_grant\",\"error_description\":\"secret details\"}";
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, body.length());
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body.getBytes(StandardCharsets.US_ASCII));
            }
        });
        authorisation.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        authorisation.start();
    }

    @AfterEach
    void stop() throws IOException {
        authorisation.stop(0);
        for (ServerSocket server : servers) {
            server.close();
        }
    }

    private MailServer server(int port, @Nullable String refreshToken) {
        return new MailServer("support", settings(port, refreshToken), true);
    }

    private Server settings(int port, @Nullable String refreshToken) {
        return new Server(
                "127.0.0.1",
                port,
                "support@acme.test",
                null,
                false,
                new OAuth2(
                        "http://127.0.0.1:" + authorisation.getAddress().getPort() + "/token",
                        "the-client",
                        "the-secret",
                        refreshToken,
                        "https://mail.test/.default"));
    }

    @Test
    void aTokenIsAskedForOnceKeptAndAskedForAnewBeforeItEnds() throws AuthenticationFailedException {
        MailLogins logins = new MailLogins(LOOPBACK, Optional.empty());
        MailServer server = server(1, "first-refresh");
        assertThat(logins.secret(server)).isEqualTo("token-1");
        assertThat(logins.secret(server)).isEqualTo("token-1");
        assertThat(asked).hasSize(1);
        assertThat(asked.getFirst())
                .contains("grant_type=refresh_token")
                .contains("refresh_token=first-refresh")
                .contains("client_secret=the-secret");

        logins.refused(server);
        lifetime = 60;
        assertThat(logins.secret(server)).isEqualTo("token-2");
        assertThat(asked.get(1)).as("the refresh token was changed").contains("refresh_token=rotated-1");
        assertThat(logins.secret(server)).as("one that ends in a minute").isEqualTo("token-3");
    }

    @Test
    void withoutARefreshTokenTheClientAsksForItself() throws AuthenticationFailedException {
        assertThat(new MailLogins(LOOPBACK, Optional.empty()).secret(server(1, null)))
                .isEqualTo("token-1");
        assertThat(asked.getFirst()).contains("grant_type=client_credentials").contains("scope=https");
    }

    @Test
    void whatTheAuthorisationServerRefusesIsSaidWithoutItsDetails() {
        status = 400;
        assertThatThrownBy(() -> new MailLogins(LOOPBACK, Optional.empty()).secret(server(1, "ended")))
                .isInstanceOf(AuthenticationFailedException.class)
                .hasMessageContaining("invalid_grant")
                .hasMessageNotContaining("secret details");
    }

    @Test
    void mailServersAreOpenedWithTheToken() throws IOException {
        List<String> shown = Collections.synchronizedList(new ArrayList<>());
        int imap = listen(connection -> imap(connection, shown));
        int smtp = listen(connection -> smtp(connection, shown));
        MailLogins logins = new MailLogins(LOOPBACK, Optional.empty());
        assertThat(ImapCheck.failure(server(imap, "refresh"), List.of("INBOX"), logins))
                .isEmpty();
        assertThat(SmtpCheck.failure(server(smtp, "refresh"), logins)).isEmpty();
        assertThat(shown)
                .hasSize(2)
                .allSatisfy(response -> assertThat(
                                new String(Base64.getDecoder().decode(response), StandardCharsets.US_ASCII))
                        .isEqualTo("user=support@acme.test\u0001auth=Bearer token-1\u0001\u0001"));
    }

    @Test
    void whatLeadsIntoAClosedNetworkIsNotConnectedTo() throws IOException, AuthenticationFailedException {
        ServerSocket untouched = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        servers.add(untouched);
        int port = untouched.getLocalPort();
        MailLogins logins = new MailLogins(networks(List.of()), Optional.empty());
        Server plain = new Server("127.0.0.1", port, "user", "password", false, null);
        Server named = new Server("localhost", port, "user", "password", true, null);
        for (Server server : List.of(plain, settings(port, "refresh"), named)) {
            MailServer restricted = new MailServer("support", server, true);
            String sentence = server.host() + " leads into a network that accounts may not connect to: name a public"
                    + " host, or have handover.accounts.allowed-networks open it.";
            assertThat(ImapCheck.failure(restricted, List.of("INBOX"), logins)).contains(sentence);
            assertThat(SmtpCheck.failure(restricted, logins)).contains(sentence);
        }
        untouched.setSoTimeout(1);
        assertThatThrownBy(untouched::accept).isInstanceOf(SocketTimeoutException.class);
        assertThat(asked).isEmpty();
        assertThat(logins.secret(new MailServer("support", settings(port, "refresh"), false)))
                .as("accounts of the settings go anywhere")
                .isEqualTo("token-1");
    }

    private interface Conversation {
        void with(Socket connection) throws IOException;
    }

    private int listen(Conversation conversation) throws IOException {
        ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        servers.add(server);
        Thread.ofVirtual().start(() -> {
            try (Socket connection = server.accept()) {
                conversation.with(connection);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return server.getLocalPort();
    }

    private static void imap(Socket connection, List<String> shown) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
        String capabilities = "CAPABILITY IMAP4rev1 SASL-IR AUTH=XOAUTH2 IDLE";
        say(connection, "* OK [" + capabilities + "] ready");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split(" ");
            switch (words[1]) {
                case "CAPABILITY" -> say(connection, "* " + capabilities);
                case "AUTHENTICATE" -> {
                    assertThat(words[2]).isEqualTo("XOAUTH2");
                    String response = words.length > 3 ? words[3] : asked(connection, in);
                    shown.add(response);
                }
                case "EXAMINE" -> say(connection, "* 0 EXISTS\r\n* OK [UIDVALIDITY 7] .\r\n* OK [UIDNEXT 1] .");
                case "LIST" -> say(connection, "* LIST () \"/\" INBOX");
                default -> {
                    // answered with OK alone
                }
            }
            say(connection, words[0] + " OK done");
        }
    }

    private static String asked(Socket connection, BufferedReader in) throws IOException {
        say(connection, "+ ");
        return in.readLine();
    }

    private static void smtp(Socket connection, List<String> shown) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
        say(connection, "220 ready");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.startsWith("EHLO")) {
                say(connection, "250-mail.test\r\n250 AUTH XOAUTH2");
            } else if (line.startsWith("AUTH XOAUTH2")) {
                shown.add(line.substring("AUTH XOAUTH2 ".length()));
                say(connection, "235 welcome");
            } else if (line.startsWith("QUIT")) {
                say(connection, "221 bye");
                return;
            } else {
                say(connection, "250 ok");
            }
        }
    }

    private static void say(Socket connection, String line) throws IOException {
        connection.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }
}
