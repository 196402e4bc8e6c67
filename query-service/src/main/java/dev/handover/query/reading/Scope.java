package dev.handover.query.reading;

import dev.handover.foundation.caller.Caller;
import dev.handover.foundation.caller.Role;
import org.springframework.security.access.AccessDeniedException;

/**
 * What a caller may see: the one decision behind every list, count, timeline and stream. Owners, managers and operators
 * see everything in their workspace; nobody else reads here.
 *
 * @param subject the {@code sub} of the caller's token
 */
public record Scope(String workspace, String subject, Role role) {
    /** The condition of every query, on a table with the alias {@code t}; binds {@code :workspace}. */
    public static final String VISIBLE = "t.workspace = :workspace";

    /** The scope of a caller; refused where the caller may read nothing. */
    public static Scope of(Caller caller) {
        return of(caller.workspace(), caller.subject(), caller.role());
    }

    /** The scope of somebody with a role in a workspace; refused where that one may read nothing. */
    public static Scope of(String workspace, String subject, Role role) {
        if (!role.staff()) {
            throw new AccessDeniedException("for owners, managers and operators");
        }
        return new Scope(workspace, subject, role);
    }

    /** Whether a change of a ticket in that workspace is shown to the caller. */
    public boolean shows(String changedIn) {
        return workspace.equals(changedIn);
    }
}
