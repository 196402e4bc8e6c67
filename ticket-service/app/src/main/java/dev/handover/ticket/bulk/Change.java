package dev.handover.ticket.bulk;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is done to each ticket of a bulk change. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Change.Complete.class, name = "complete"),
    @JsonSubTypes.Type(value = Change.Reopen.class, name = "reopen"),
    @JsonSubTypes.Type(value = Change.SetStatus.class, name = "status"),
    @JsonSubTypes.Type(value = Change.Assign.class, name = "assign"),
    @JsonSubTypes.Type(value = Change.Tag.class, name = "tag"),
    @JsonSubTypes.Type(value = Change.SetPriority.class, name = "priority")
})
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface Change {
    /** Solves it, under the scheme's name for that. */
    record Complete() implements Change {}

    /** Makes it the team's turn again. */
    record Reopen() implements Change {}

    /** Sets a status of the workspace's scheme. */
    record SetStatus(String status) implements Change {}

    /** Gives it to an operator, to a team's queue, or with neither to nobody. */
    record Assign(@Nullable String operatorId, @Nullable String teamId) implements Change {}

    /** Adds and removes tags; the others stay. */
    record Tag(List<String> add, List<String> remove) implements Change {}

    /** Sets the priority, 1 to 5. */
    record SetPriority(int priority) implements Change {}
}
