package dev.handover.ticket.assistant;

/**
 * Whether a message is what a rule in plain language means.
 *
 * @param why in a few words
 */
public record Judgement(boolean matches, String why) {}
