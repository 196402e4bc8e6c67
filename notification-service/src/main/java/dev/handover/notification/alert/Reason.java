package dev.handover.notification.alert;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why a person should know. */
public enum Reason {
    /** A note names the person. */
    MENTION,
    /** The ticket was given to the person by somebody else. */
    ASSIGNED,
    /** A customer wrote on the person's ticket. */
    CUSTOMER_MESSAGE,
    /** A solved or closed ticket of the person is active again. */
    REOPENED,
    /** A customer answered on a closed ticket of the person, which opened another. */
    FOLLOW_UP,
    /** An escalation event of the workspace matched a message, and says that a team of the person's is told. */
    TEAM_NOTIFIED;

    /** The name in JSON, settings and tables: lower case. */
    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
