package dev.handover.ticket.step;

import java.sql.SQLException;
import java.util.Set;
import org.axonframework.common.lock.DeadlockException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;

/** Tells that another writer was faster, or in the way, from a fault: the same step may pass when it is taken again. */
public final class Conflict {
    /** A row that is there, a serialisation failure, a deadlock, a lock that was not to be had in time. */
    private static final Set<String> STATES = Set.of("23505", "40001", "40P01", "55P03");

    private Conflict() {}

    /** Whether the same step may pass when it is taken again. */
    public static boolean is(@Nullable Throwable thrown) {
        for (Throwable e = thrown; e != null; e = e.getCause()) {
            if (e instanceof ConcurrencyException
                    || e instanceof DeadlockException
                    || e instanceof SQLException sql
                            && sql.getSQLState() != null
                            && STATES.contains(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }
}
