package dev.handover.ticket.domain;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The labels that a workspace sorts its tickets by; one that has none takes any.
 *
 * @param all labels, each with those under it
 */
public record Labels(Map<String, List<String>> all) {
    /** Any will do. */
    public static final Labels ANY = new Labels(Map.of());

    /** Why a classification does not fit these labels; empty where it does. */
    Optional<Rejection> refuse(Classification classification) {
        if (all.isEmpty() || classification.label().isEmpty()) {
            return Optional.empty();
        }
        String label = classification.label().get();
        List<String> under = all.get(label);
        if (under == null) {
            return Optional.of(new Rejection.UnknownLabel(
                    label, all.keySet().stream().sorted().toList()));
        }
        return classification
                .subLabel()
                .filter(sub -> !under.contains(sub))
                .map(sub -> new Rejection.UnknownSubLabel(sub, under));
    }
}
