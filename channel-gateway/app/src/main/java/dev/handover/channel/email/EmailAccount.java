package dev.handover.channel.email;

import dev.handover.channel.email.thread.ReplyToken;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/** One email account: its address, servers, and how tickets are named in its addresses. */
public final class EmailAccount {

    private final EmailSettings.Account settings;
    private final boolean connected;
    private final Optional<ReplyToken> tokens;

    /** @param connected whether it was connected over HTTP */
    EmailAccount(EmailSettings.Account settings, boolean connected, Optional<ReplyToken> tokens) {
        this.settings = settings;
        this.connected = connected;
        this.tokens = settings.plusAddressing() ? tokens : Optional.empty();
    }

    public String id() {
        return settings.id();
    }

    public String workspace() {
        return settings.workspace();
    }

    /** The support address. */
    public String address() {
        return settings.address();
    }

    public String displayName() {
        return settings.displayName();
    }

    /** The domain of the support address, in lower case: that of our Message-IDs. */
    public String domain() {
        return settings.address()
                .substring(settings.address().lastIndexOf('@') + 1)
                .toLowerCase(Locale.ROOT);
    }

    /** What it was made from: two accounts with the same are worked the same way. */
    public EmailSettings.Account settings() {
        return settings;
    }

    public Optional<MailServer> imap() {
        return Optional.ofNullable(settings.imap()).map(this::opened);
    }

    public Optional<MailServer> smtp() {
        return Optional.ofNullable(settings.smtp()).map(this::opened);
    }

    private MailServer opened(EmailSettings.Server server) {
        return new MailServer(id(), server, connected);
    }

    /** How many mails it may send in a minute; empty for any number. */
    public OptionalInt maxPerMinute() {
        Integer most = settings.maxPerMinute();
        return most == null ? OptionalInt.empty() : OptionalInt.of(most);
    }

    /** What stands around the words of a mail in HTML. */
    public Optional<String> htmlTemplate() {
        return Optional.ofNullable(settings.templateHtml());
    }

    /** What stands around the words of a mail in plain text. */
    public Optional<String> textTemplate() {
        return Optional.ofNullable(settings.templateText());
    }

    /** Whether mail may be sent under this address of an operator. */
    public boolean allowsSender(String sendingAddress) {
        String domain = sendingAddress.substring(sendingAddress.lastIndexOf('@') + 1);
        return settings.allowedDomains().stream().anyMatch(domain::equalsIgnoreCase);
    }

    /** The address for answers about a ticket: with its token where the account can have one. */
    public String replyAddress(UUID ticketId) {
        return tokens.map(t -> t.address(address(), ticketId)).orElse(address());
    }

    /** The ticket that one of the recipients names by a genuine token. */
    public Optional<UUID> ticketOf(List<String> recipients) {
        return tokens.flatMap(t -> recipients.stream()
                .flatMap(recipient -> t.ticketOf(recipient, address()).stream())
                .findFirst());
    }

    /** Whether this is the account's own address, with or without a detail after a plus. */
    public boolean owns(String someAddress) {
        String own = address().toLowerCase(Locale.ROOT);
        String other = someAddress.toLowerCase(Locale.ROOT);
        int at = own.lastIndexOf('@');
        return other.equals(own) || (other.startsWith(own.substring(0, at) + "+") && other.endsWith(own.substring(at)));
    }
}
