package dev.handover.channel.email.account;

import dev.handover.channel.email.account.AccountBodies.AccountBody;
import dev.handover.channel.email.account.AccountBodies.AccountList;
import dev.handover.channel.email.account.AccountBodies.AccountState;
import dev.handover.channel.email.account.AccountBodies.TestResult;
import dev.handover.foundation.caller.Caller;
import dev.handover.foundation.caller.ManagersOrService;
import dev.handover.foundation.problem.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The accounts of the caller's workspace; credentials go in and never come out. */
@RestController
@RequestMapping("/channels/v1/accounts")
@ManagersOrService
class AccountsController {

    private final Accounts accounts;

    AccountsController(Accounts accounts) {
        this.accounts = accounts;
    }

    @GetMapping
    @Operation(summary = "The accounts of the workspace, and how each of them does")
    AccountList list(Caller caller) {
        return new AccountList(accounts.all(caller.workspace()));
    }

    @GetMapping("/{accountId}")
    @Operation(summary = "An account, and how it does")
    ResponseEntity<AccountState> one(Caller caller, @PathVariable String accountId) {
        return tagged(HttpStatus.OK, accounts.one(caller.workspace(), accountId));
    }

    @PostMapping
    @Operation(summary = "Connects an account; it is worked at once, and its state tells how it does")
    ResponseEntity<AccountState> connect(Caller caller, @Valid @RequestBody AccountBody body) {
        return tagged(HttpStatus.CREATED, accounts.connect(caller.workspace(), body));
    }

    @PutMapping("/{accountId}")
    @Operation(summary = "Changes an account; credentials that are left out stay as long as the server does")
    ResponseEntity<AccountState> change(
            Caller caller,
            @PathVariable String accountId,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @Valid @RequestBody AccountBody body) {
        return tagged(HttpStatus.OK, accounts.change(caller.workspace(), accountId, version(ifMatch), body));
    }

    @DeleteMapping("/{accountId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Removes an account for good: its credentials are erased, and what waits to go out fails")
    void remove(
            Caller caller,
            @PathVariable String accountId,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        accounts.remove(caller.workspace(), accountId, version(ifMatch));
    }

    @PostMapping("/{accountId}/test")
    @Operation(summary = "Tries to log in to the account's servers; nothing is read or sent")
    TestResult test(Caller caller, @PathVariable String accountId) {
        return accounts.test(caller.workspace(), accountId);
    }

    private static long version(@Nullable String ifMatch) {
        if (ifMatch == null || !ifMatch.matches("\"\\d{1,18}\"")) {
            throw ProblemException.field("?If-Match", "is needed: the ETag of the account, such as \"3\"");
        }
        return Long.parseLong(ifMatch.substring(1, ifMatch.length() - 1));
    }

    private static ResponseEntity<AccountState> tagged(HttpStatus status, AccountState state) {
        return ResponseEntity.status(status).eTag("\"" + state.version() + "\"").body(state);
    }
}
