package dev.handover.channel.email.account;

import dev.handover.channel.account.AccountHealth.Health;
import dev.handover.channel.account.Connected;
import dev.handover.channel.email.EmailSettings.Account;
import dev.handover.channel.email.EmailSettings.OAuth2;
import dev.handover.channel.email.EmailSettings.Server;
import dev.handover.channel.email.account.AccountBodies.AccountBody;
import dev.handover.channel.email.account.AccountBodies.AccountState;
import dev.handover.channel.email.account.AccountBodies.Credentials;
import dev.handover.channel.email.account.AccountBodies.EmailBody;
import dev.handover.channel.email.account.AccountBodies.EmailState;
import dev.handover.channel.email.account.AccountBodies.HealthState;
import dev.handover.channel.email.account.AccountBodies.OAuth2Body;
import dev.handover.channel.email.account.AccountBodies.ServerBody;
import dev.handover.channel.email.account.AccountBodies.ServerState;
import dev.handover.channel.email.account.AccountBodies.Source;
import dev.handover.channel.email.account.AccountBodies.State;
import dev.handover.channel.email.account.AccountBodies.Type;
import dev.handover.foundation.kafka.EventJson;
import dev.handover.foundation.problem.ProblemException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Email accounts from HTTP's form to the form in which they are worked and kept, and back without their secrets. */
final class AccountForm {

    private AccountForm() {}

    /** What is to be done about an account whose credentials can't be read. */
    static final String UNREADABLE = "The key that its credentials are encrypted with is not set. Set it again, as"
            + " handover.accounts.credentials-key or among former-credentials-keys, or give the credentials anew.";

    /** Empty where it can't be read. */
    static Optional<Account> account(Connected connected) {
        return connected.settings().map(json -> EventJson.MAPPER.readValue(json, Account.class));
    }

    static Optional<byte[]> settings(Account account) {
        return Optional.of(EventJson.MAPPER.writeValueAsBytes(account));
    }

    /**
     * What is asked for, with the credentials of the account before where none are given.
     *
     * @throws ProblemException where they can't stay: another server would be told them
     */
    static Account account(
            String accountId, String workspace, AccountBody body, @Nullable Account before, Instant now) {
        EmailBody email = body.email();
        String displayName = email.displayName() == null ? body.name() : email.displayName();
        List<String> folders = email.folders() == null ? List.of("INBOX") : email.folders();
        return new Account(
                accountId,
                workspace,
                email.address().strip(),
                displayName.strip(),
                email.allowedDomains() == null ? List.of() : email.allowedDomains(),
                Boolean.TRUE.equals(email.plusAddressing()),
                folders.stream().distinct().toList(),
                email.since() != null ? email.since() : before == null ? now : before.since(),
                server("/email/imap", email.imap(), before == null ? null : before.imap()),
                server("/email/smtp", email.smtp(), before == null ? null : before.smtp()),
                email.maxPerMinute(),
                email.templateHtml(),
                email.templateText());
    }

    private static @Nullable Server server(String pointer, @Nullable ServerBody body, @Nullable Server before) {
        if (body == null) {
            return null;
        }
        if (body.password() != null && body.oauth2() != null) {
            throw ProblemException.field(pointer + "/oauth2", "is not needed besides a password");
        }
        boolean given = body.password() != null || body.oauth2() != null;
        if (given && body.user() == null) {
            throw ProblemException.field(pointer + "/user", "is needed to log in");
        }
        Server kept = given || body.user() == null ? null : withCredentials(before);
        if (kept != null && !sameLogin(body, kept)) {
            throw ProblemException.field(
                    pointer + "/password", "must be given again: host, port, user or tls are others than before");
        }
        return new Server(
                body.host(),
                body.port(),
                body.user(),
                kept == null ? body.password() : kept.password(),
                body.tls() == null || body.tls(),
                kept == null ? oauth2(body.oauth2()) : kept.oauth2());
    }

    private static @Nullable Server withCredentials(@Nullable Server before) {
        return before != null && (before.password() != null || before.oauth2() != null) ? before : null;
    }

    private static boolean sameLogin(ServerBody body, Server before) {
        return body.host().equalsIgnoreCase(before.host())
                && body.port() == before.port()
                && Objects.equals(body.user(), before.user())
                && (body.tls() == null || body.tls()) == before.tls();
    }

    /** Where its access tokens come from. */
    static List<OAuth2> oauth2(Account account) {
        return Stream.of(Optional.ofNullable(account.imap()), Optional.ofNullable(account.smtp()))
                .flatMap(server -> server.map(Server::oauth2).stream())
                .toList();
    }

    private static @Nullable OAuth2 oauth2(@Nullable OAuth2Body body) {
        return body == null
                ? null
                : new OAuth2(body.tokenUrl(), body.clientId(), body.clientSecret(), body.refreshToken(), body.scope());
    }

    static AccountState state(Connected connected, List<Health> health) {
        return account(connected)
                .map(account -> state(
                        account, connected.name(), connected.enabled(), Source.CONNECTED, connected.version(), health))
                .orElseGet(() -> unreadable(connected));
    }

    private static AccountState unreadable(Connected connected) {
        return new AccountState(
                connected.accountId(),
                Type.EMAIL,
                connected.name(),
                connected.enabled(),
                Source.CONNECTED,
                connected.version(),
                State.FAILING,
                UNREADABLE,
                List.of(),
                null);
    }

    static AccountState state(Account configured, List<Health> health) {
        return state(configured, configured.displayName(), true, Source.CONFIGURED, 0, health);
    }

    private static AccountState state(
            Account account, String name, boolean enabled, Source source, long version, List<Health> health) {
        List<String> errors =
                health.stream().map(Health::reason).filter(Objects::nonNull).toList();
        State state = !enabled
                ? State.DISABLED
                : health.stream().anyMatch(Health::failing)
                        ? State.FAILING
                        : health.isEmpty() ? State.UNKNOWN : State.WORKING;
        return new AccountState(
                account.id(),
                Type.EMAIL,
                name,
                enabled,
                source,
                version,
                state,
                errors.isEmpty() ? null : errors.getFirst(),
                health.stream()
                        .map(way -> new HealthState(way.way(), way.failing(), way.reason(), way.since()))
                        .toList(),
                new EmailState(
                        account.address(),
                        account.displayName(),
                        account.allowedDomains(),
                        account.plusAddressing(),
                        account.folders(),
                        account.since(),
                        server(account.imap()),
                        server(account.smtp()),
                        account.maxPerMinute(),
                        account.templateHtml(),
                        account.templateText()));
    }

    private static @Nullable ServerState server(@Nullable Server server) {
        return server == null
                ? null
                : new ServerState(
                        server.host(),
                        server.port(),
                        server.user(),
                        server.tls(),
                        server.oauth2() != null
                                ? Credentials.OAUTH2
                                : server.password() != null ? Credentials.PASSWORD : Credentials.NONE);
    }
}
