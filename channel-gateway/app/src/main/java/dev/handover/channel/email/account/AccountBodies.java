package dev.handover.channel.email.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.handover.channel.contract.ChannelEvent.Way;
import dev.handover.channel.email.EmailSettings.Account;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Accounts in HTTP's bodies. */
final class AccountBodies {

    private AccountBodies() {}

    /** The channels that an account can be of. */
    enum Type {
        EMAIL
    }

    /**
     * An account to be connected.
     *
     * @param accountId names the account in URLs, keys and events; made up where it is left out; never changed
     * @param name what the team calls it
     * @param enabled default true; one that is not is neither read nor sent through
     */
    record AccountBody(
            @Nullable @Pattern(regexp = "[A-Za-z0-9._-]{1,100}")
            String accountId,

            @NotNull Type type,
            @NotBlank @Size(max = 200) String name,
            @Nullable Boolean enabled,
            @NotNull @Valid EmailBody email) {}

    /**
     * What email needs.
     *
     * @param address the support address
     * @param displayName the name next to it; the account's name where it is left out
     * @param allowedDomains domains in which operators may use a sending address of their own
     * @param plusAddressing whether mail to {@code address+anything} reaches the mailbox
     * @param folders that are read of the mailbox, INBOX where it is left out
     * @param since mail that came into the mailbox before is left alone; where it is left out, the time of connecting
     * @param imap where mail is read; none for an account that gets its mail over HTTP or by forwarding only
     * @param smtp where replies are sent; none for an account that only listens
     * @param maxPerMinute how many mails it sends in a minute at most; any number where it is left out
     * @param templateHtml HTML around a reply, with {@code {{content}}} and perhaps {@code {{signature}}} and
     *     {@code {{ticketNumber}}}; cleaned like mail from outside
     * @param templateText the same for the plain text of a reply
     */
    record EmailBody(
            @NotBlank @Size(max = 254) @Pattern(regexp = "[^@\\s+]+@[^@\\s]+")
            String address,

            @Nullable @Size(max = 200) String displayName,
            @Nullable @Size(max = 50) List<@NotBlank @Size(max = 253) String> allowedDomains,
            @Nullable Boolean plusAddressing,

            @Nullable @Size(min = 1, max = 10) List<@NotBlank @Pattern(regexp = "[^\\p{Cntrl}]{1,200}") String> folders,

            @Nullable Instant since,
            @Valid @Nullable ServerBody imap,
            @Valid @Nullable ServerBody smtp,
            @Nullable @Min(1) Integer maxPerMinute,

            @Nullable @Size(max = 64_000) @Pattern(regexp = Account.WITH_CONTENT, message = Account.CONTENT_MISSING)
            String templateHtml,

            @Nullable @Size(max = 16_000) @Pattern(regexp = Account.WITH_CONTENT, message = Account.CONTENT_MISSING)
            String templateText) {}

    /**
     * A mail server.
     *
     * @param tls default true: from the first byte on ports 993 and 465, else by STARTTLS, which is then required
     * @param password never shown again; left out in a change, it stays as long as host, port and user do
     * @param oauth2 how to get an access token instead; left out in a change, it stays as long as host, port and user do
     */
    record ServerBody(
            @NotBlank @Size(max = 253) @Pattern(regexp = "[A-Za-z0-9._:-]+")
            String host,

            @NotNull @Min(1) @Max(65535) Integer port,
            @Nullable @Size(max = 320) String user,

            @Schema(accessMode = Schema.AccessMode.WRITE_ONLY) @Nullable @Size(min = 1, max = 1000)
            String password,

            @Nullable Boolean tls,

            @Schema(accessMode = Schema.AccessMode.WRITE_ONLY) @Valid @Nullable
            OAuth2Body oauth2) {

        /** Without secrets. */
        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    /**
     * Where access tokens come from: by the refresh token where there is one, else by the client's own credentials.
     *
     * @param tokenUrl the authorisation server's token endpoint
     */
    record OAuth2Body(
            @NotBlank @Size(max = 500) @Pattern(regexp = "https?://.+")
            String tokenUrl,

            @NotBlank @Size(max = 500) String clientId,
            @Nullable @Size(max = 2000) String clientSecret,
            @Nullable @Size(max = 5000) String refreshToken,
            @Nullable @Size(max = 1000) String scope) {

        /** Without secrets. */
        @Override
        public String toString() {
            return tokenUrl;
        }
    }

    /** How an account does, over both ways. */
    enum State {
        /** Not worked: switched off. */
        DISABLED,
        /** Nothing is known yet. */
        UNKNOWN,
        WORKING,
        FAILING
    }

    /** What a server is logged in to with. */
    enum Credentials {
        NONE,
        PASSWORD,
        OAUTH2
    }

    /** Where an account comes from. */
    enum Source {
        /** Connected over HTTP. */
        CONNECTED,
        /** In the settings of the installation: it can't be changed over HTTP. */
        CONFIGURED
    }

    /**
     * An account as it is.
     *
     * @param version what {@code If-Match} names; 0 for one of the settings
     * @param lastError why it fails, where it does
     * @param email null where it can't be read: the key that it is encrypted with is not set
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record AccountState(
            String accountId,
            Type type,
            String name,
            boolean enabled,
            Source source,
            long version,
            State state,
            @Nullable String lastError,
            List<HealthState> health,
            @Nullable EmailState email) {}

    /** How it does in one way, and since when. */
    record HealthState(Way way, boolean failing, @Nullable String reason, Instant since) {}

    /** What is to be seen of an email account: no secrets. */
    record EmailState(
            String address,
            String displayName,
            List<String> allowedDomains,
            boolean plusAddressing,
            List<String> folders,
            @Nullable Instant since,
            @Nullable ServerState imap,
            @Nullable ServerState smtp,
            @Nullable Integer maxPerMinute,
            @Nullable String templateHtml,
            @Nullable String templateText) {}

    /** What is to be seen of a server: no secrets. */
    record ServerState(String host, int port, @Nullable String user, boolean tls, Credentials credentials) {}

    /** The accounts of a workspace. */
    record AccountList(List<AccountState> accounts) {}

    /**
     * What came of a test.
     *
     * @param ok whether every way that the account has works
     */
    record TestResult(boolean ok, List<WayResult> ways) {}

    /** What came of a test in one way; {@code error} says why it does not work. */
    record WayResult(Way way, boolean ok, @Nullable String error) {}
}
