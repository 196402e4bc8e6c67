package dev.handover.channel.email.intake;

import dev.handover.channel.email.mime.MailReport.RecipientStatus;

/** Why a mail did not arrive, in words that an operator understands; the codes are those of RFC 3463. */
final class BounceReason {

    private static final int MAX = 500;

    private BounceReason() {}

    static String of(RecipientStatus recipient) {
        String whom = recipient.address().isEmpty() ? "the recipient" : recipient.address();
        StringBuilder reason = new StringBuilder(words(recipient.status()).formatted(whom));
        if (!recipient.status().isEmpty()) {
            reason.append(" (").append(recipient.status()).append(')');
        }
        if (!recipient.diagnostic().isBlank()) {
            reason.append(": ").append(recipient.diagnostic());
        }
        return reason.length() > MAX ? reason.substring(0, MAX - 1) + "\u2026" : reason.toString();
    }

    private static String words(String status) {
        String detail = status.substring(status.indexOf('.') + 1);
        return switch (detail) {
            case "1.1", "1.3", "1.6" -> "The mailbox of %s does not exist";
            case "1.2" -> "The mail domain of %s does not exist";
            case "1.10" -> "The mail domain of %s takes no mail";
            case "2.1" -> "The mailbox of %s is disabled";
            case "2.2" -> "The mailbox of %s is full";
            case "2.3", "3.4" -> "The message is too large for the mailbox of %s";
            case "4.1", "4.3", "4.4", "4.7" -> "The mail server of %s could not be reached in time";
            default ->
                detail.startsWith("7.")
                        ? "The mail server of %s refused the message by its rules"
                        : "The mail server of %s returned the message";
        };
    }
}
