package dev.handover.channel.content;

/** What a scanner says of a content. */
sealed interface Verdict {

    /** It found nothing. */
    record Clean() implements Verdict {}

    /** @param malware the scanner's name of what it found */
    record Infected(String malware) implements Verdict {}

    /** It takes no content as large as that, so that nobody knows. */
    record TooLarge() implements Verdict {}
}
