package dev.handover.notification.feed;

import dev.handover.foundation.caller.Caller;
import dev.handover.foundation.caller.StaffOnly;
import dev.handover.foundation.operation.After;
import dev.handover.foundation.problem.ProblemException;
import dev.handover.foundation.problem.ProblemType;
import dev.handover.notification.stream.StreamVersions;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The caller's own notifications, newest first, and their read marks. */
@RestController
@RequestMapping("/notifications/v1/feed")
@StaffOnly
class FeedController {
    private static final Duration WAIT = Duration.ofSeconds(2);
    private final Feed feed;
    private final StreamVersions streams;

    FeedController(Feed feed, StreamVersions streams) {
        this.feed = feed;
        this.streams = streams;
    }

    /**
     * A page of the feed.
     *
     * @param unread of the whole feed
     * @param nextCursor for the page behind this one; null on the last
     */
    record Page(
            List<Feed.Item> items, long unread, @Nullable String nextCursor) {}

    /** What to mark as read: some, or all. */
    record ReadMarks(
            @Nullable @Size(max = 500) List<@NotNull @Size(max = 64) String> ids,
            @Nullable Boolean all) {
        @AssertTrue(message = "either ids or all: true")
        boolean isOneOfBoth() {
            return (ids == null) == Boolean.TRUE.equals(all);
        }
    }

    /** How many are left. */
    record Unread(long unread) {}

    @GetMapping
    Page list(
            Caller caller,
            @RequestParam(defaultValue = "50") @Min(1) @Max(100) int limit,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable String after) {
        long before = cursor == null ? Long.MAX_VALUE : position(cursor);
        if (after != null && !streams.await(After.parse(after), WAIT)) {
            throw new ProblemException(ProblemType.UNAVAILABLE, "The feed has not come that far yet.");
        }
        return feed.person(caller)
                .map(person -> page(caller.workspace(), person, before, limit))
                .orElse(new Page(List.of(), 0, null));
    }

    private Page page(String workspace, String person, long before, int limit) {
        List<Feed.Placed> found = feed.before(workspace, person, before, limit + 1);
        List<Feed.Placed> shown = found.subList(0, Math.min(limit, found.size()));
        return new Page(
                shown.stream().map(Feed.Placed::item).toList(),
                feed.unread(workspace, person),
                found.size() > limit ? Long.toString(shown.getLast().position(), 36) : null);
    }

    @PostMapping("/read")
    Unread read(Caller caller, @RequestBody @Valid ReadMarks marks) {
        Optional<String> person = feed.person(caller);
        return new Unread(
                person.isEmpty()
                        ? 0
                        : feed.read(
                                caller.workspace(),
                                person.get(),
                                Boolean.TRUE.equals(marks.all()) ? null : marks.ids()));
    }

    private static long position(String cursor) {
        try {
            return Long.parseLong(cursor, 36);
        } catch (NumberFormatException e) {
            throw ProblemException.field("?cursor", "is not a value of nextCursor");
        }
    }
}
