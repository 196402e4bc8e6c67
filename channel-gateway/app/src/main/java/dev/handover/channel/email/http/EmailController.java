package dev.handover.channel.email.http;

import dev.handover.channel.content.SpooledContent;
import dev.handover.channel.email.EmailAccount;
import dev.handover.channel.email.EmailAccounts;
import dev.handover.channel.email.EmailSettings;
import dev.handover.channel.email.intake.MailIntake;
import dev.handover.channel.email.intake.MailIntake.Taken;
import dev.handover.channel.email.intake.PreparedMail;
import dev.handover.foundation.caller.Caller;
import dev.handover.foundation.caller.ManagersOrService;
import dev.handover.foundation.caller.Role;
import dev.handover.foundation.consuming.Outage;
import dev.handover.foundation.problem.ProblemException;
import dev.handover.foundation.problem.ProblemType;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Objects;
import java.util.UUID;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Mail in over HTTP: for a mail server's pipe or an inbound webhook. */
@RestController
@RequestMapping("/channels/v1/email")
class EmailController {

    private final EmailAccounts accounts;
    private final MailIntake intake;
    private final TransactionTemplate transactions;
    private final long maxBytes;

    EmailController(
            EmailAccounts accounts, MailIntake intake, TransactionTemplate transactions, EmailSettings settings) {
        this.accounts = accounts;
        this.intake = intake;
        this.transactions = transactions;
        this.maxBytes = settings.maxMessageSize().toBytes();
    }

    /**
     * The mail is kept.
     *
     * @param messageId ours; the same for every delivery of this mail
     * @param duplicate whether it was here already
     */
    record Accepted(UUID messageId, boolean duplicate) {}

    @PostMapping(path = "/{accountId}/messages", consumes = "message/rfc822")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @ManagersOrService
    @Operation(
            summary = "Takes one raw RFC 5322 message in; the answer comes when it is durable",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "message/rfc822",
                                            schema = @Schema(type = "string", format = "binary"))))
    Accepted take(@PathVariable String accountId, Caller caller, HttpServletRequest request) throws IOException {
        EmailAccount account = accounts.byId(accountId)
                .filter(a -> caller.role() == Role.SERVICE || a.workspace().equals(caller.workspace()))
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "There is no such email account."));
        try (SpooledContent raw = SpooledContent.read(request.getInputStream(), maxBytes)) {
            if (raw.truncated()) {
                throw MessageSizeFilter.tooLarge(maxBytes);
            }
            Taken taken = store(intake.prepare(account, raw));
            return new Accepted(taken.messageId(), taken.duplicate());
        }
    }

    private Taken store(PreparedMail mail) {
        try {
            return Objects.requireNonNull(transactions.execute(_ -> intake.store(mail, "http")));
        } catch (DataAccessException e) {
            if (Outage.is(e)) {
                throw e;
            }
            return Objects.requireNonNull(transactions.execute(_ -> intake.store(intake.sourceOnly(mail), "http")));
        }
    }
}
