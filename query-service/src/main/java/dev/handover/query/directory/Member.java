package dev.handover.query.directory;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The operator that a caller is.
 *
 * @param operatorId null where the workspace's directory knows no operator with the caller's subject
 * @param teams ids of the operator's teams
 */
public record Member(
        @Nullable String operatorId,
        @Nullable String handle,
        @Nullable String displayName,
        List<String> teams) {
    /** A caller who is no operator. */
    public static final Member NOBODY = new Member(null, null, null, List.of());

    /** What views compare with: an id that no operator has where the caller is none. */
    public String idOrNone() {
        return operatorId == null ? "" : operatorId;
    }

    /** Names under which notes mention the operator: the own id and those of the teams. */
    public List<String> mentionedAs() {
        return operatorId == null
                ? List.of()
                : Stream.concat(Stream.of(operatorId), teams.stream()).toList();
    }
}
