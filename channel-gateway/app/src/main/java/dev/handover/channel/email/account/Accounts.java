package dev.handover.channel.email.account;

import dev.handover.channel.account.AccountEvents;
import dev.handover.channel.account.AccountHealth;
import dev.handover.channel.account.AccountNetworks;
import dev.handover.channel.account.AccountRemoval;
import dev.handover.channel.account.Connected;
import dev.handover.channel.account.ConnectedAccounts;
import dev.handover.channel.contract.ChannelEvent.AccountChanged;
import dev.handover.channel.contract.ChannelEvent.AccountConnected;
import dev.handover.channel.contract.ChannelEvent.AccountRemoved;
import dev.handover.channel.contract.ChannelEvent.Way;
import dev.handover.channel.email.ConnectedEmail;
import dev.handover.channel.email.EmailAccount;
import dev.handover.channel.email.EmailAccounts;
import dev.handover.channel.email.EmailSettings.Account;
import dev.handover.channel.email.MailServer;
import dev.handover.channel.email.account.AccountBodies.AccountBody;
import dev.handover.channel.email.account.AccountBodies.AccountState;
import dev.handover.channel.email.account.AccountBodies.TestResult;
import dev.handover.channel.email.account.AccountBodies.WayResult;
import dev.handover.channel.email.imap.ImapCheck;
import dev.handover.channel.email.login.MailLogins;
import dev.handover.channel.email.outgoing.SmtpCheck;
import dev.handover.foundation.problem.ProblemException;
import dev.handover.foundation.problem.ProblemType;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** What is done with the accounts of a workspace. */
@Component
class Accounts {

    private static final String TYPE = "email";

    private final ConnectedAccounts connected;
    private final EmailAccounts worked;
    private final ConnectedEmail follower;
    private final AccountHealth health;
    private final AccountEvents events;
    private final List<AccountRemoval> removals;
    private final AccountNetworks networks;
    private final MailLogins logins;
    private final TransactionTemplate transactions;
    private final Clock clock;

    Accounts(
            ConnectedAccounts connected,
            EmailAccounts worked,
            ConnectedEmail follower,
            AccountHealth health,
            AccountEvents events,
            List<AccountRemoval> removals,
            AccountNetworks networks,
            MailLogins logins,
            TransactionTemplate transactions,
            Clock clock) {
        this.connected = connected;
        this.worked = worked;
        this.follower = follower;
        this.health = health;
        this.events = events;
        this.removals = removals;
        this.networks = networks;
        this.logins = logins;
        this.transactions = transactions;
        this.clock = clock;
    }

    List<AccountState> all(String workspace) {
        return Stream.concat(
                        configured(workspace).map(account -> AccountForm.state(account, health.of(account.id()))),
                        connected.all(workspace).stream()
                                .map(account -> AccountForm.state(account, health.of(account.accountId()))))
                .toList();
    }

    private Stream<Account> configured(String workspace) {
        return worked.configured().stream()
                .map(EmailAccount::settings)
                .filter(account -> account.workspace().equals(workspace));
    }

    AccountState one(String workspace, String accountId) {
        return configured(workspace)
                .filter(account -> account.id().equals(accountId))
                .findFirst()
                .map(account -> AccountForm.state(account, health.of(accountId)))
                .or(() -> connected
                        .find(accountId, workspace)
                        .map(account -> AccountForm.state(account, health.of(accountId))))
                .orElseThrow(Accounts::noSuch);
    }

    private static ProblemException noSuch() {
        return new ProblemException(ProblemType.NOT_FOUND, "There is no such account.");
    }

    AccountState connect(String workspace, AccountBody body) {
        String accountId = body.accountId() == null ? UUID.randomUUID().toString() : body.accountId();
        if (worked.configured().stream().anyMatch(account -> account.id().equals(accountId))) {
            throw taken();
        }
        Account account = AccountForm.account(accountId, workspace, body, null, now());
        AccountHosts.check(account, networks);
        Connected made = new Connected(
                accountId,
                workspace,
                TYPE,
                body.name().strip(),
                body.enabled() == null || body.enabled(),
                1,
                AccountForm.settings(account),
                now());
        transactions.executeWithoutResult(status -> {
            refuseSecondOfAddress(account);
            if (!connected.add(made)) {
                throw taken();
            }
            events.tell(
                    workspace,
                    new AccountConnected(accountId, TYPE, made.name(), account.address(), made.enabled(), now()));
        });
        follower.followOnceCommitted();
        return one(workspace, accountId);
    }

    private static ProblemException taken() {
        return new ProblemException(
                ProblemType.CONFLICT, "There is an account with this id already, or there was one.");
    }

    /** Two accounts of one address would both read, and both answer, the same mail. */
    private void refuseSecondOfAddress(Account account) {
        Stream.concat(
                        configured(account.workspace()),
                        connected.all(account.workspace()).stream()
                                .flatMap(other -> AccountForm.account(other).stream()))
                .filter(other ->
                        !other.id().equals(account.id()) && other.address().equalsIgnoreCase(account.address()))
                .findFirst()
                .ifPresent(other -> {
                    throw ProblemException.field("/email/address", "is that of the account " + other.id());
                });
    }

    AccountState change(String workspace, String accountId, long version, AccountBody body) {
        transactions.executeWithoutResult(status -> {
            Connected before = changeable(workspace, accountId);
            if (body.accountId() != null && !body.accountId().equals(accountId)) {
                throw ProblemException.field("/accountId", "can't be changed");
            }
            Account account = AccountForm.account(
                    accountId, workspace, body, AccountForm.account(before).orElse(null), now());
            AccountHosts.check(account, networks);
            Connected after = new Connected(
                    accountId,
                    workspace,
                    TYPE,
                    body.name().strip(),
                    body.enabled() == null || body.enabled(),
                    version + 1,
                    AccountForm.settings(account),
                    now());
            refuseSecondOfAddress(account);
            if (!connected.replace(after)) {
                throw changedMeanwhile(before);
            }
            logins.keepOnly(accountId, AccountForm.oauth2(account));
            events.tell(
                    workspace,
                    new AccountChanged(accountId, TYPE, after.name(), account.address(), after.enabled(), now()));
        });
        health.forget(accountId);
        follower.followOnceCommitted();
        return one(workspace, accountId);
    }

    /** Ends an account: its credentials are erased, and what waits to go out through it fails. */
    void remove(String workspace, String accountId, long version) {
        transactions.executeWithoutResult(status -> {
            Connected before = changeable(workspace, accountId);
            if (!connected.remove(accountId, workspace, version)) {
                throw changedMeanwhile(before);
            }
            health.forget(accountId);
            removals.forEach(removal -> removal.removed(accountId));
            events.tell(workspace, new AccountRemoved(accountId, TYPE, before.name(), now()));
        });
        follower.followOnceCommitted();
    }

    private static ProblemException changedMeanwhile(Connected now) {
        return new ProblemException(ProblemType.PRECONDITION_FAILED, "The account was changed meanwhile.")
                .with("version", now.version());
    }

    private Connected changeable(String workspace, String accountId) {
        if (configured(workspace).anyMatch(account -> account.id().equals(accountId))) {
            throw new ProblemException(
                    ProblemType.CONFLICT, "This account is in the settings of the installation, and is changed there.");
        }
        return connected.find(accountId, workspace).orElseThrow(Accounts::noSuch);
    }

    TestResult test(String workspace, String accountId) {
        Optional<Account> configured = configured(workspace)
                .filter(known -> known.id().equals(accountId))
                .findFirst();
        Account account = configured.orElseGet(
                () -> readable(connected.find(accountId, workspace).orElseThrow(Accounts::noSuch)));
        boolean restricted = configured.isEmpty();
        List<WayResult> ways = new ArrayList<>();
        if (account.imap() != null) {
            ways.add(result(
                    Way.IN,
                    ImapCheck.failure(
                            new MailServer(accountId, account.imap(), restricted), account.folders(), logins)));
        }
        if (account.smtp() != null) {
            ways.add(result(Way.OUT, SmtpCheck.failure(new MailServer(accountId, account.smtp(), restricted), logins)));
        }
        return new TestResult(ways.stream().allMatch(WayResult::ok), ways);
    }

    private static Account readable(Connected account) {
        return AccountForm.account(account)
                .orElseThrow(() -> new ProblemException(ProblemType.CONFLICT, AccountForm.UNREADABLE));
    }

    private static WayResult result(Way way, Optional<String> failure) {
        @Nullable String error = failure.orElse(null);
        return new WayResult(way, error == null, error);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
