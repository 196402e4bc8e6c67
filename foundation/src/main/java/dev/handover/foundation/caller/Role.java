package dev.handover.foundation.caller;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;

/** What a caller may be in a workspace. */
public enum Role {
    OWNER,
    MANAGER,
    OPERATOR,
    AGENT,
    REQUESTER,
    SERVICE;

    /** The name in tokens and JSON: lower case. */
    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role of that name in a token; empty for any other text. */
    public static Optional<Role> of(String key) {
        for (Role role : values()) {
            if (role.key().equals(key)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }

    /** Owner, manager or operator: the people of the team. */
    public boolean staff() {
        return this == OWNER || this == MANAGER || this == OPERATOR;
    }

    /** Owner or manager: they see and do everything in the workspace. */
    public boolean manages() {
        return this == OWNER || this == MANAGER;
    }
}
