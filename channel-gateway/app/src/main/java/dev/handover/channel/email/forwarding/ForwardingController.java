package dev.handover.channel.email.forwarding;

import dev.handover.channel.email.EmailAccount;
import dev.handover.channel.email.EmailAccounts;
import dev.handover.channel.email.MailServer;
import dev.handover.channel.email.forwarding.ForwardingAddresses.ForwardingAddress;
import dev.handover.channel.email.forwarding.ForwardingAddresses.State;
import dev.handover.channel.email.login.MailLogins;
import dev.handover.channel.email.login.MailServerFailure;
import dev.handover.foundation.caller.Caller;
import dev.handover.foundation.caller.ManagersOrService;
import dev.handover.foundation.problem.ProblemException;
import dev.handover.foundation.problem.ProblemType;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.mail.MessagingException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Addresses that a workspace has the mail of an account forwarded to. */
@RestController
@RequestMapping("/channels/v1/accounts/{accountId}/forwarding-addresses")
@ManagersOrService
class ForwardingController {

    private final ForwardingAddresses addresses;
    private final EmailAccounts accounts;
    private final ForwardingSettings settings;
    private final MailLogins logins;

    ForwardingController(
            ForwardingAddresses addresses, EmailAccounts accounts, ForwardingSettings settings, MailLogins logins) {
        this.addresses = addresses;
        this.accounts = accounts;
        this.settings = settings;
        this.logins = logins;
    }

    /**
     * A forwarding address.
     *
     * @param verifiedAt when a mail to the account's own address came back here; null before
     */
    record AddressState(
            String address,
            State state,
            Instant issuedAt,
            @Nullable Instant verifiedAt) {
        static AddressState of(ForwardingAddress address) {
            return new AddressState(address.address(), address.state(), address.issuedAt(), address.verifiedAt());
        }
    }

    /** The forwarding addresses of an account. */
    record AddressList(List<AddressState> addresses) {}

    @GetMapping
    @Operation(summary = "The forwarding addresses of an account, revoked ones included")
    AddressList list(Caller caller, @PathVariable String accountId) {
        account(caller, accountId);
        return new AddressList(addresses.of(caller.workspace(), accountId).stream()
                .map(AddressState::of)
                .toList());
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Issues an address; mail to it is taken in from now on")
    AddressState issue(Caller caller, @PathVariable String accountId) {
        account(caller, accountId);
        String domain = settings.domain();
        if (domain == null || settings.port() < 0) {
            throw new ProblemException(
                    ProblemType.CONFLICT,
                    "This installation takes no forwarded mail: handover.email.forwarding.port and .domain are not set.");
        }
        return AddressState.of(addresses.issue(caller.workspace(), accountId, domain));
    }

    @PostMapping("/{address}/verification")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Sends a mail to the account's own address; the address is verified when it comes back by it")
    AddressState verify(Caller caller, @PathVariable String accountId, @PathVariable String address) {
        EmailAccount account = account(caller, accountId);
        ForwardingAddress found = find(caller, accountId, address);
        if (found.state() == State.REVOKED) {
            throw new ProblemException(ProblemType.CONFLICT, "The address is revoked; issue another one.");
        }
        MailServer server = account.smtp()
                .orElseThrow(() -> new ProblemException(
                        ProblemType.CONFLICT, "The account has no SMTP server to send the mail through."));
        try {
            Challenge.send(account, server, found, logins);
        } catch (MessagingException e) {
            throw new ProblemException(ProblemType.CONFLICT, MailServerFailure.words(server, e));
        }
        return AddressState.of(found);
    }

    @DeleteMapping("/{address}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Revokes an address: mail to it is refused from now on")
    void revoke(Caller caller, @PathVariable String accountId, @PathVariable String address) {
        account(caller, accountId);
        addresses.revoke(find(caller, accountId, address).address());
    }

    private EmailAccount account(Caller caller, String accountId) {
        return accounts.byId(accountId)
                .filter(account -> account.workspace().equals(caller.workspace()))
                .orElseThrow(() -> new ProblemException(
                        ProblemType.NOT_FOUND, "There is no such account, or it is switched off."));
    }

    private ForwardingAddress find(Caller caller, String accountId, String address) {
        return addresses
                .find(address)
                .filter(found -> found.workspace().equals(caller.workspace())
                        && found.accountId().equals(accountId))
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "The account has no such address."));
    }
}
