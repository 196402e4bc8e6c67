package dev.handover.ticket.bulk;

import com.fasterxml.jackson.annotation.JsonInclude;
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
    /**
     * One ticket's result.
     *
     * @param state pending, done, refused (with the problem) or skipped: it changed since, and an undo leaves it alone
     * @param version the ticket's, where it is done
     * @param problem type of the problem, as a command's refusal would have it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Item(
            String ticketId,
            String state,
            @Nullable Long version,
            @Nullable String problem,
            @Nullable String detail) {}
}
