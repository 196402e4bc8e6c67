package dev.handover.ticket.bulk;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.handover.ticket.erasure.ErasureSteps;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A bulk change and what it has come to.
 *
 * @param undoOf the bulk change that it undoes, or null
 * @param finishedAt null while tickets are pending
 * @param items in the order given
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Bulk(
        String bulkId,
        @Nullable Change change,
        @Nullable String undoOf,
        Instant createdAt,
        @Nullable Instant finishedAt,
        int pending,
        int done,
        int refused,
        int skipped,
        List<Item> items) {
    Bulk with(List<Item> now) {
        return new Bulk(
                bulkId,
                change,
                undoOf,
                createdAt,
                finishedAt,
                count(now, "pending"),
                count(now, "done"),
                count(now, "refused"),
                count(now, "skipped"),
                now);
    }

    private static int count(List<Item> items, String state) {
        return (int) items.stream().filter(item -> item.state().equals(state)).count();
    }

    /**
     * One ticket's result.
     *
     * @param change what is done to it
     * @param state pending, done, refused (with the problem) or skipped: it changed since, and an undo leaves it alone
     * @param version the ticket's, where it is done
     * @param removed what is gone, where it was erased
     * @param problem type of the problem, as a command's refusal would have it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Item(
            String ticketId,
            @JsonIgnore Change change,
            String state,
            @Nullable Long version,
            @Nullable String problem,
            @Nullable String detail,
            ErasureSteps.@Nullable Removed removed) {}
}
