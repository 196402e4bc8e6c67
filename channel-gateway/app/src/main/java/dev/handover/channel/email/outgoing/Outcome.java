package dev.handover.channel.email.outgoing;

/** What came of one attempt to send. */
sealed interface Outcome {

    /** The server has accepted the mail. */
    record Accepted() implements Outcome {}

    /** The server will never accept it. */
    record Refused(String reason) implements Outcome {}

    /** It may work later. */
    record Later(String reason) implements Outcome {}
}
