package dev.handover.routing.directory.domain;

import dev.handover.routing.contract.DirectoryRecord.Availability;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A member of a workspace who may handle tickets.
 *
 * @param version of the entry, dense from 1
 * @param availabilityCount how often the availability changed
 */
public record Operator(
        String workspace,
        String operatorId,
        Profile profile,
        Availability availability,
        long version,
        long availabilityCount) {

    /**
     * What managers write.
     *
     * @param handle lower case
     * @param teams sorted, each once
     */
    public record Profile(
            String handle,
            String displayName,
            String email,
            @Nullable String subject,
            String role,
            @Nullable String sendingAddress,
            @Nullable String signature,
            List<String> teams) {}

    /** A new one, not yet stored; offline until somebody says otherwise. */
    public static Operator unknown(String workspace, String operatorId, Profile profile) {
        return new Operator(workspace, operatorId, profile, Availability.OFFLINE, 0, 0);
    }

    /** The next version, with this profile. */
    public Operator next(Profile changed) {
        return new Operator(workspace, operatorId, changed, availability, version + 1, availabilityCount);
    }

    /** The next version, with this availability. */
    public Operator next(Availability changed) {
        return new Operator(workspace, operatorId, profile, changed, version + 1, availabilityCount + 1);
    }
}
