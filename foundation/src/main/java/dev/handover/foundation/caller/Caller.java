package dev.handover.foundation.caller;

import java.util.Set;

/**
 * Who calls an endpoint, as the bearer token says; taken as a parameter by controller methods.
 *
 * @param workspace key of the caller's workspace
 * @param subject the token's {@code sub}
 * @param scopes the token's scopes
 */
public record Caller(String workspace, String subject, Role role, Set<String> scopes) {
    /** Whether the token carries the scope. */
    public boolean hasScope(String scope) {
        return scopes.contains(scope);
    }
}
