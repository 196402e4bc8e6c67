package dev.handover.channel.email.imap;

/** Another instance owns the mailbox now; what was under way must not take effect. */
final class LeaseLostException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LeaseLostException(String accountId) {
        super("another instance owns the mailbox of " + accountId);
    }
}
