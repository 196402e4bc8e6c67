package dev.handover.routing.assignment.domain;

import dev.handover.ticket.contract.Phase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What routing knows of a ticket.
 *
 * @param snoozed whether it waits for a time: it is nobody's load, and not routed before
 * @param version how many of the ticket's events it is made of
 * @param published how many events of the ticket routing has published
 */
public record Ticket(
        String id,
        String workspace,
        long number,
        Instant openedAt,
        int priority,
        Phase phase,
        boolean snoozed,
        Holder holder,
        Queue queue,
        long version,
        long published) {

    /**
     * Who has the ticket.
     *
     * @param team whose queue it waits in when nobody has it; empty for the workspace's default team
     * @param pending the decision under way, until ticket-service names it
     */
    public record Holder(Optional<String> team, Optional<String> operator, Optional<Pending> pending) {
        public static final Holder NOBODY = new Holder(Optional.empty(), Optional.empty(), Optional.empty());

        Holder withTeam(Optional<String> changed) {
            return new Holder(changed, operator, pending);
        }

        Holder withOperator(Optional<String> changed) {
            return new Holder(team, changed, pending);
        }

        Holder withPending(Optional<Pending> changed) {
            return new Holder(team, operator, changed);
        }
    }

    /** A decision that ticket-service has not answered yet. */
    public record Pending(String decisionId, String operatorId) {}

    /**
     * Whether it is to be routed.
     *
     * @param deferred why it waits, as last published; empty when that was not published yet
     * @param declines decisions declined one after the other
     * @param retryAt not to be decided before; empty for at once
     */
    public record Queue(boolean joined, Optional<String> deferred, int declines, Optional<Instant> retryAt) {
        public static final Queue OUT = new Queue(false, Optional.empty(), 0, Optional.empty());
        public static final Queue IN = new Queue(true, Optional.empty(), 0, Optional.empty());
    }

    /** Whether it waits for a decision. */
    public boolean waiting() {
        return queue.joined() && phase.active() && !snoozed && holder.pending().isEmpty();
    }

    /** Whether it waits for a decision that can be made at this time. */
    public boolean due(Instant now) {
        return waiting() && queue.retryAt().filter(at -> at.isAfter(now)).isEmpty();
    }

    /** The operators on whose load it counts: who has it, and who is to get it by a decision under way. */
    public List<String> counts() {
        if (!phase.active() || phase == Phase.ON_HOLD || snoozed) {
            return List.of();
        }
        List<String> operators = new ArrayList<>(2);
        holder.operator().ifPresent(operators::add);
        holder.pending().ifPresent(pending -> operators.add(pending.operatorId()));
        return operators;
    }

    /** It goes to this operator as soon as ticket-service says so. */
    public Ticket decided(Pending decision) {
        return with(holder.withPending(Optional.of(decision)))
                .with(new Queue(true, Optional.empty(), queue.declines(), Optional.empty()))
                .publishing();
    }

    /** It waits, and that is published. */
    public Ticket deferred(String reason) {
        return with(new Queue(true, Optional.of(reason), queue.declines(), Optional.empty()))
                .publishing();
    }

    /** Its operator keeps it. */
    public Ticket kept() {
        return with(Queue.OUT);
    }

    /** It waits in the queue of this team. */
    public Ticket inQueueOf(String teamId) {
        return with(holder.withTeam(Optional.of(teamId)));
    }

    /** Its time to be decided again has come. */
    public Ticket retried() {
        return with(new Queue(queue.joined(), queue.deferred(), queue.declines(), Optional.empty()));
    }

    /** To be decided from this time on. */
    public Ticket retriedAt(Instant at) {
        return with(new Queue(queue.joined(), queue.deferred(), queue.declines(), Optional.of(at)));
    }

    /** The same at another version. */
    public Ticket at(long changed) {
        return new Ticket(id, workspace, number, openedAt, priority, phase, snoozed, holder, queue, changed, published);
    }

    Ticket with(Holder changed) {
        return new Ticket(
                id, workspace, number, openedAt, priority, phase, snoozed, changed, queue, version, published);
    }

    Ticket with(Queue changed) {
        return new Ticket(
                id, workspace, number, openedAt, priority, phase, snoozed, holder, changed, version, published);
    }

    Ticket with(Phase changed) {
        return new Ticket(
                id, workspace, number, openedAt, priority, changed, snoozed, holder, queue, version, published);
    }

    Ticket snoozed(boolean changed) {
        return new Ticket(id, workspace, number, openedAt, priority, phase, changed, holder, queue, version, published);
    }

    Ticket withPriority(int changed) {
        return new Ticket(id, workspace, number, openedAt, changed, phase, snoozed, holder, queue, version, published);
    }

    private Ticket publishing() {
        return new Ticket(
                id, workspace, number, openedAt, priority, phase, snoozed, holder, queue, version, published + 1);
    }
}
