package dev.handover.ticket.domain.rule;

import java.util.regex.Pattern;

/** An escalation event's id. */
public record RuleId(String value) {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,63}");

    public RuleId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not an id of an escalation event");
        }
    }
}
