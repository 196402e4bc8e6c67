package dev.handover.ticket.bulk;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.handover.ticket.domain.Phase;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is done to each ticket of a bulk change. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Change.Complete.class, name = "complete"),
    @JsonSubTypes.Type(value = Change.Reopen.class, name = "reopen"),
    @JsonSubTypes.Type(value = Change.SetStatus.class, name = "status"),
    @JsonSubTypes.Type(value = Change.GoBack.class, name = "go_back"),
    @JsonSubTypes.Type(value = Change.Assign.class, name = "assign"),
    @JsonSubTypes.Type(value = Change.Tag.class, name = "tag"),
    @JsonSubTypes.Type(value = Change.SetPriority.class, name = "priority"),
    @JsonSubTypes.Type(value = Change.Snooze.class, name = "snooze"),
    @JsonSubTypes.Type(value = Change.Wake.class, name = "wake"),
    @JsonSubTypes.Type(value = Change.Archive.class, name = "archive"),
    @JsonSubTypes.Type(value = Change.Restore.class, name = "restore"),
    @JsonSubTypes.Type(value = Change.EraseTicket.class, name = "erase"),
    @JsonSubTypes.Type(value = Change.EraseConversation.class, name = "erase_conversation"),
    @JsonSubTypes.Type(value = Change.EraseMessages.class, name = "erase_messages"),
    @JsonSubTypes.Type(value = Change.EraseRequester.class, name = "erase_requester")
})
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface Change {
    /** Solves it, under the scheme's name for that. */
    record Complete() implements Change {}

    /** Makes it the team's turn again. */
    record Reopen() implements Change {}

    /** Sets a status of the workspace's scheme. */
    record SetStatus(String status) implements Change {}

    /** Undoes a change of status: back to the phase, under the name that it has now; nobody is told. */
    record GoBack(Phase phase, String status) implements Change {}

    /** Gives it to an operator, to a team's queue, or with neither to nobody. */
    record Assign(@Nullable String operatorId, @Nullable String teamId) implements Change {}

    /** Adds and removes tags; the others stay. */
    record Tag(List<String> add, List<String> remove) implements Change {}

    /** Sets the priority, 1 to 5. */
    record SetPriority(int priority) implements Change {}

    /** Puts it aside until a time; a customer's message wakes it earlier, unless told otherwise. */
    record Snooze(Instant until, boolean wakeOnCustomerMessage) implements Change {}

    /** Ends a snooze. */
    record Wake() implements Change {}

    /** Takes it out of the active views. */
    record Archive() implements Change {}

    /** Brings it back into them. */
    record Restore() implements Change {}

    /** What removes something for good, and can't be undone. */
    sealed interface Erasing extends Change {}

    /** Erases the ticket, with what was said on it. */
    record EraseTicket() implements Erasing {}

    /** Erases the conversation of that id. */
    record EraseConversation() implements Erasing {}

    /** Erases these messages in the conversation of that id, which is somebody else's. */
    record EraseMessages(List<String> messageIds) implements Erasing {}

    /** Erases the requester of that id, and then everything of theirs. */
    record EraseRequester() implements Erasing {}
}
