package dev.handover.channel.delivery;

/**
 * Why a message is not sent, or not yet; each has a row in {@code docs/deliveries.md}. The sentences are for operators:
 * what is wrong, and what to do about it.
 */
public enum Problem {
    NO_ADDRESS(false, "The requester has no address on this channel. Give the requester one and answer anew."),
    INVALID_ADDRESS(false, "The requester's address is not valid. Correct it and answer anew."),
    ENDLESS(false, "A message to this address would come back without end. Answer an address that a person reads."),
    NO_ACCOUNT(true, "The workspace has no account on this channel that sends. Connect one, then retry."),
    ACCOUNT_REMOVED(true, "The account that it was to go out through was removed. Retry to send it through another."),
    TOO_LATE(true, "It came here too late to be sent. Retry if it is still wanted."),
    ATTACHMENT_PENDING(
            true, "An attachment is still fetched or scanned for malware. It is sent by itself once it is there."),
    ATTACHMENT_GONE(false, "An attachment is not there any more, or was not taken. Upload it again and answer anew."),
    ATTACHMENT_NOT_TAKEN(
            false, "An attachment is too large for this channel, or of a kind it does not take. Answer without it."),
    CAPPED(true, "This recipient was sent too much about this ticket within an hour. End the loop, then retry."),
    NOT_MADE(false, "The message could not be put into the channel's form. Answer anew with simpler content."),
    RECIPIENT_REFUSED(false, "The mail server refused the recipient. Check the address, then retry or answer anew."),
    SENDER_REFUSED(true, "The mail server does not let this account send. Check its address and rights, then retry."),
    COPIES_REFUSED(false, "It was sent, but the mail server refused some of the copies. Check their addresses."),
    CONTENT_REFUSED(false, "The mail server refused the message. Read its answer, then retry or answer anew."),
    RETURNED(true, "The recipient's mail server returned it. Check the address, then retry or answer anew."),
    UNREACHABLE(true, "The mail server can't be reached. Check the account's host and port, and that it runs."),
    SIGN_IN_REFUSED(true, "The mail server refused the account's user or password. Correct them, then retry."),
    RATE_LIMITED(true, "The account has sent as much as it may in a minute. It is sent by itself."),
    BUSY(true, "The mail server takes nothing now. Wait, or ask who runs it."),
    ASKED_TO_WAIT(true, "The mail server asks to wait, as many do with new senders. It is tried again by itself."),
    BROKEN_OFF(true, "The connection broke off before the mail was handed over. It is tried again by itself."),
    PERHAPS_SENT(
            true,
            "Whether it arrived is not known: sending was cut off at its end. Look there, and retry if it did not."),
    UNCERTAIN(true, "The connection broke off at the end. It is tried again; the same mail may arrive twice.");

    private final boolean retryable;
    private final String sentence;

    Problem(boolean retryable, String sentence) {
        this.retryable = retryable;
        this.sentence = sentence;
    }

    /** Whether the same message may succeed later. */
    public boolean retryable() {
        return retryable;
    }

    public String sentence() {
        return sentence;
    }

    /** The reason that an operator reads. */
    public Reason reason() {
        return new Reason(this, "");
    }

    /** The same with what the other side said: one line, without addresses. */
    public Reason saying(String words) {
        return new Reason(this, words);
    }

    /** @param words what the other side said; empty where it said nothing */
    public record Reason(Problem problem, String words) {

        /** On one line. */
        public String text() {
            return words.isBlank() ? problem.sentence : problem.sentence + " Its answer: " + words;
        }
    }
}
