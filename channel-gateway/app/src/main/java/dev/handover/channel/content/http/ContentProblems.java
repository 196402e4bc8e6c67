package dev.handover.channel.content.http;

import dev.handover.channel.content.Found;
import dev.handover.foundation.problem.ProblemException;
import dev.handover.foundation.problem.ProblemType;
import java.util.Optional;

/** The kinds of problems that are about contents. */
final class ContentProblems {

    static final ProblemType LINK_EXPIRED = new ProblemType("link-expired", "The link works no more", 410);
    static final ProblemType CONTENT_PENDING = new ProblemType("content-pending", "The content can't be had yet", 409);
    static final ProblemType CONTENT_REJECTED = new ProblemType("content-rejected", "The content was not taken", 409);
    static final ProblemType ATTACHMENT_REFUSED =
            new ProblemType("attachment-refused", "This file is not taken as an attachment", 422);

    private ContentProblems() {}

    /** The content, where it can be read. */
    static Found.Stored stored(Optional<Found> found) {
        return switch (found.orElseThrow(ContentProblems::nothing)) {
            case Found.Stored stored -> stored;
            case Found.Pending _ ->
                throw new ProblemException(
                        CONTENT_PENDING, "It is still fetched or scanned for malware; try again soon.");
            case Found.Rejected rejected ->
                throw new ProblemException(CONTENT_REJECTED, "It is not here: " + rejected.reason() + ".");
        };
    }

    static ProblemException nothing() {
        return new ProblemException(ProblemType.NOT_FOUND, "There is no such content.");
    }
}
