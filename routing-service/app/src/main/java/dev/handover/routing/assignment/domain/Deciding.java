package dev.handover.routing.assignment.domain;

import dev.handover.routing.assignment.domain.Decision.Reason;
import dev.handover.routing.contract.DirectoryRecord.Availability;
import dev.handover.routing.contract.RoutingEvent.Candidate;
import dev.handover.routing.contract.RoutingEvent.LeftOut;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Who gets a ticket: a function of the situation and of nothing else. */
public final class Deciding {
    private static final Comparator<Candidate> WAITED_LONGEST = Comparator.comparing(
                    Candidate::lastAssignedAt, Comparator.nullsFirst(Comparator.<Instant>naturalOrder()))
            .thenComparing(Candidate::operatorId);
    private static final Comparator<Candidate> FEWEST_TICKETS =
            Comparator.comparingInt(Candidate::load).thenComparing(WAITED_LONGEST);

    private Deciding() {}

    /** Decides for one ticket of a team. */
    public static Decision decide(Situation situation) {
        return switch (situation.method()) {
            case MANUAL -> new Decision.Defer(Reason.MANUAL_METHOD, List.of());
            case BALANCED -> choose(situation.members(), FEWEST_TICKETS);
            case ROUND_ROBIN -> choose(situation.members(), WAITED_LONGEST);
        };
    }

    private static Decision choose(List<Member> members, Comparator<Candidate> order) {
        List<Candidate> candidates = new ArrayList<>();
        List<LeftOut> leftOut = new ArrayList<>();
        for (Member member : members) {
            hindrance(member)
                    .ifPresentOrElse(
                            reason -> leftOut.add(new LeftOut(member.operatorId(), reason)),
                            () -> candidates.add(
                                    new Candidate(member.operatorId(), member.load(), member.lastAssignedAt())));
        }
        return candidates.stream()
                .min(order)
                .<Decision>map(winner -> new Decision.Assign(winner.operatorId(), candidates, leftOut))
                .orElseGet(() -> new Decision.Defer(Reason.NO_ONE_AVAILABLE, leftOut));
    }

    /** Why a member can't get a ticket now; the one place where a new reason joins. */
    static Optional<String> hindrance(Member member) {
        return member.availability() == Availability.ONLINE
                ? Optional.empty()
                : Optional.of(member.availability().name().toLowerCase(Locale.ROOT));
    }
}
