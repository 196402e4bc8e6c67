package dev.handover.channel.content.http;

import dev.handover.foundation.problem.ProblemType;

/** The kinds of problems that are about contents. */
final class ContentProblems {

    static final ProblemType LINK_EXPIRED = new ProblemType("link-expired", "The link works no more", 410);

    private ContentProblems() {}
}
