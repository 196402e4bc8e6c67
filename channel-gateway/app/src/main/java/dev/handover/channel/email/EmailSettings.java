package dev.handover.channel.email;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Email accounts and how they are worked.
 *
 * @param tokenKey secret of 16 bytes or more that signs the ticket's token in Reply-To addresses; without it Reply-To is
 *     the plain address
 * @param tokenKeyId 0 to 255, default 1; give a new key a higher id
 * @param formerTokenKeys keys that are still recognised, by their ids, all lower than {@code tokenKeyId}
 * @param maxMessageSize of a mail taken in, default 50 MB: larger ones are refused over HTTP, and cut when read by IMAP
 * @param trustedAuthservIds names under which the mail servers in front of the mailboxes write Authentication-Results;
 *     none by default, and then no sender is known to be genuine or not
 */
@Validated
@ConfigurationProperties("handover.email")
public record EmailSettings(
        @Nullable String tokenKey,
        @Min(0) @Max(255) @DefaultValue("1") int tokenKeyId,
        @DefaultValue Map<Integer, String> formerTokenKeys,
        @DefaultValue List<@Valid Account> accounts,
        @DefaultValue("50MB") DataSize maxMessageSize,
        @DefaultValue List<String> trustedAuthservIds,
        @Valid @DefaultValue Reading reading,
        @Valid @DefaultValue Sending sending) {

    /**
     * One mailbox.
     *
     * @param id names the account in URLs, keys and events; never changed
     * @param workspace the workspace it belongs to
     * @param address the support address
     * @param displayName the name next to it
     * @param allowedDomains domains in which operators may use a sending address of their own; none by default
     * @param plusAddressing whether mail to {@code address+anything} reaches the mailbox; default false
     * @param folders that are read of the mailbox, default {@code INBOX}
     * @param since mail that came into the mailbox before is left alone; without it all is taken in
     * @param imap where mail is read; none for an account that gets its mail over HTTP only
     * @param smtp where replies are sent; none for an account that only listens
     * @param maxPerMinute how many mails it sends in a minute at most, by all instances; what is more waits. Any by default
     * @param templateHtml what stands around a reply in HTML, cleaned as mail from outside is; must have
     *     {@code {{content}}}, and may have {@code {{signature}}} and {@code {{ticketNumber}}}. None by default
     * @param templateText the same for the plain text of a reply
     */
    public record Account(
            @NotBlank @Pattern(regexp = "[A-Za-z0-9._-]{1,100}")
            String id,

            @NotBlank String workspace,

            @NotBlank @Pattern(regexp = "[^@\\s+]+@[^@\\s]+")
            String address,

            @NotBlank String displayName,
            @DefaultValue List<String> allowedDomains,
            @DefaultValue("false") boolean plusAddressing,

            @DefaultValue("INBOX") List<@NotBlank @Pattern(regexp = "[^\\p{Cntrl}]{1,200}") String> folders,

            @Nullable Instant since,
            @Valid @Nullable Server imap,
            @Valid @Nullable Server smtp,
            @Nullable @Min(1) Integer maxPerMinute,

            @Nullable @Size(max = 64_000) @Pattern(regexp = WITH_CONTENT, message = CONTENT_MISSING)
            String templateHtml,

            @Nullable @Size(max = 16_000) @Pattern(regexp = WITH_CONTENT, message = CONTENT_MISSING)
            String templateText) {

        /** Of a template: it has a place for the reply. */
        public static final String WITH_CONTENT = "(?s).*\\{\\{content}}.*";

        public static final String CONTENT_MISSING = "must have the slot content, in two braces";
    }

    /**
     * A mail server.
     *
     * @param user none where the server wants no authentication
     * @param tls default true: from the first byte on ports 993 and 465, else by STARTTLS, which is then required
     * @param oauth2 how to get an access token instead of a password
     */
    public record Server(
            @NotBlank String host,
            @Min(1) @Max(65535) int port,
            @Nullable String user,
            @Nullable String password,
            @DefaultValue("true") boolean tls,
            @Valid @Nullable OAuth2 oauth2) {

        /** Without what it is opened with. */
        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    /**
     * Where access tokens come from (RFC 6749): by the refresh token where there is one, else by the client's own
     * credentials.
     *
     * @param tokenUrl the authorisation server's token endpoint
     */
    public record OAuth2(
            @NotBlank @Pattern(regexp = "https?://.{1,500}") String tokenUrl,

            @NotBlank String clientId,
            @Nullable String clientSecret,
            @Nullable String refreshToken,
            @Nullable String scope) {

        /** Without secrets. */
        @Override
        public String toString() {
            return tokenUrl;
        }
    }

    /**
     * How mailboxes are read.
     *
     * @param lease how long an instance owns a mailbox without a sign of life, default 12 s
     * @param poll how often is looked where the server does not push, and as a net where it does; default 5 s
     * @param batchMails mails stored in one transaction, default 100
     * @param batchSize bytes of mail stored in one transaction, if it is more than one mail; default 8 MB
     */
    public record Reading(
            @NotNull @DefaultValue("12s") Duration lease,
            @NotNull @DefaultValue("5s") Duration poll,
            @Min(1) @DefaultValue("100") int batchMails,
            @NotNull @DefaultValue("8MB") DataSize batchSize) {}

    /**
     * How replies are sent.
     *
     * @param workers replies under way at once in an instance, default 4
     * @param window replies that may at once stand between the server's acceptance and our record of it, default 1:
     *     these, and no more, are repeated with the same Message-ID when the instance is killed
     * @param claim how long a worker owns a reply without a sign of life, default 20 s
     * @param giveUpAfter how long a reply is tried, counted from when it was written; default 24 h
     * @param maxDelay the longest time between two attempts, default 5 min
     */
    public record Sending(
            @Min(1) @DefaultValue("4") int workers,
            @Min(1) @DefaultValue("1") int window,
            @NotNull @DefaultValue("20s") Duration claim,
            @NotNull @DefaultValue("24h") Duration giveUpAfter,
            @NotNull @DefaultValue("5m") Duration maxDelay) {}
}
