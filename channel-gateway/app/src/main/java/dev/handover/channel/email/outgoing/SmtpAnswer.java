package dev.handover.channel.email.outgoing;

import dev.handover.channel.delivery.Outcome;
import dev.handover.channel.delivery.Problem;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.time.Duration;
import java.util.OptionalInt;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;

/**
 * What a mail server's refusal means (RFC 5321 §4.2.1): 5xx is for good, 4xx for now, no answer an outage.
 *
 * @param code the answer's, that to a recipient first, since it says most; empty where there was none
 * @param refused what is wrong if the answer is for good
 */
record SmtpAnswer(OptionalInt code, Problem refused, String words) {

    /** Servers that let a new sender wait want some minutes (RFC 6647 §4.1); less only makes them wait longer. */
    static final Duration GREYLISTED = Duration.ofMinutes(1);

    private static final int SHUTTING_DOWN = 421;

    static SmtpAnswer of(Exception thrown) {
        OptionalInt found = OptionalInt.empty();
        Problem refused = Problem.CONTENT_REFUSED;
        for (Exception e = thrown; e != null; e = e instanceof MessagingException m ? m.getNextException() : null) {
            int code = code(e);
            if (code != 0) {
                found = OptionalInt.of(code);
                refused = switch (e) {
                    case SMTPAddressFailedException _ -> Problem.RECIPIENT_REFUSED;
                    case SMTPSenderFailedException _ -> Problem.SENDER_REFUSED;
                    default -> refused;
                };
            }
        }
        return new SmtpAnswer(found, refused, words(thrown));
    }

    private static int code(Exception e) {
        return switch (e) {
            case SMTPAddressFailedException a -> a.getReturnCode();
            case SMTPSenderFailedException s -> s.getReturnCode();
            case SMTPSendFailedException f -> f.getReturnCode();
            default -> 0;
        };
    }

    /** Why no connection came about. */
    static Outcome toSignIn(MessagingException e) {
        Problem problem = e instanceof AuthenticationFailedException ? Problem.SIGN_IN_REFUSED : Problem.UNREACHABLE;
        return new Outcome.Later(problem.saying(words(e)));
    }

    /** Whether the server has ended the connection. */
    boolean connectionIsOver() {
        return code.isEmpty() || code.getAsInt() == SHUTTING_DOWN || code.getAsInt() < 0;
    }

    /**
     * What came of the attempt.
     *
     * @param ended whether the mail was handed over to its end, so that it may have been accepted
     * @param patience how long to leave a server alone that asks to wait
     */
    Outcome outcome(boolean ended, Duration patience) {
        int answered = code.orElse(-1);
        if (answered >= 500) {
            return new Outcome.Refused(refused.saying(words));
        }
        if (answered == SHUTTING_DOWN) {
            return new Outcome.Later(Problem.BUSY.saying(words));
        }
        return answered < 400
                ? new Outcome.Later((ended ? Problem.UNCERTAIN : Problem.BROKEN_OFF).saying(words))
                : new Outcome.Later(Problem.ASKED_TO_WAIT.saying(words), patience);
    }

    /** The innermost message, on one line and without addresses. */
    static String words(Exception thrown) {
        @Nullable String words = thrown.getMessage();
        for (Exception e = thrown; e instanceof MessagingException m && m.getNextException() != null; ) {
            e = m.getNextException();
            words = e.getMessage() == null ? words : e.getMessage();
        }
        String line = String.valueOf(words)
                .replaceAll("\\p{Cntrl}+", " ")
                .replaceAll("<?[^\\s<>]+@[^\\s<>]+>?", "…")
                .strip();
        return line.length() > 300 ? line.substring(0, 300) : line;
    }
}
