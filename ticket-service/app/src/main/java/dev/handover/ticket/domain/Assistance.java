package dev.handover.ticket.domain;

/**
 * What AI does for the team unasked.
 *
 * @param emailDrafts whether a draft of an answer is made for each mail that comes in
 * @param translation whether timelines and answers are translated
 */
public record Assistance(boolean emailDrafts, boolean translation) {
    /** Nothing. */
    public static final Assistance DEFAULT = new Assistance(false, false);
}
