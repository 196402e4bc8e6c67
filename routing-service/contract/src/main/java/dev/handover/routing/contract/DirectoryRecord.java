package dev.handover.routing.contract;

import dev.handover.foundation.kafka.EventTypes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The full current state of one entry of the directory. Key and envelope subject: {@code operator:<workspace>:<id>} or
 * {@code team:<workspace>:<id>}; the envelope's sequence is the entry's version, dense from 1.
 */
public sealed interface DirectoryRecord {
    /** Type names on the wire and their records. */
    EventTypes<DirectoryRecord> TYPES = EventTypes.of(
            DirectoryRecord.class,
            "handover/routing-service",
            EventTypes.type("dev.handover.directory.operator.v1", OperatorRecord.class),
            EventTypes.type("dev.handover.directory.team.v1", TeamRecord.class));

    /** Whether an operator gets new tickets. */
    enum Availability {
        ONLINE,
        AWAY,
        BUSY,
        OFFLINE
    }

    /**
     * A member of a workspace who may handle tickets.
     *
     * @param subject the {@code sub} of the operator's tokens; null until it is known
     * @param handle what {@code @handle} in a note names, lower case, unique in the workspace
     * @param role owner, manager or operator
     * @param sendingAddress the address replies are sent from where the account allows its domain; null for none
     * @param signature plain text below replies; null for none
     * @param teams ids of the operator's teams
     */
    record OperatorRecord(
            String operatorId,
            @Nullable String subject,
            String handle,
            String displayName,
            String email,
            String role,
            @Nullable String sendingAddress,
            @Nullable String signature,
            List<String> teams,
            Availability availability)
            implements DirectoryRecord {}

    /**
     * A group of operators.
     *
     * @param method manual, balanced or round_robin
     */
    record TeamRecord(String teamId, String name, String method) implements DirectoryRecord {}

    /** Key of an operator's records. */
    static String operatorKey(String workspace, String operatorId) {
        return "operator:" + workspace + ":" + operatorId;
    }

    /** Key of a team's records. */
    static String teamKey(String workspace, String teamId) {
        return "team:" + workspace + ":" + teamId;
    }
}
