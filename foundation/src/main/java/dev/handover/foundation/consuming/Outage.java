package dev.handover.foundation.consuming;

import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/** Tells an outage of the database, which is nobody's fault and passes, from a fault of the record. */
public final class Outage {
    /**
     * A server that takes no writes (any more), a transaction that it ended, a lock that was not to be had in time; not
     * 25P02, which a handler causes.
     */
    private static final Set<String> READ_ONLY_OR_TIMED_OUT = Set.of("25006", "25P03", "25P04", "55P03");

    private Outage() {}

    /** Whether the same call may succeed later without anything being mended. */
    public static boolean is(@Nullable Throwable thrown) {
        for (Throwable e = thrown; e != null; e = e.getCause()) {
            if (e instanceof TransientDataAccessException
                    || e instanceof RecoverableDataAccessException
                    || e instanceof DataAccessResourceFailureException
                    || e instanceof CannotCreateTransactionException
                    || e instanceof TransactionSystemException
                    || e instanceof InterruptedException) {
                return true;
            }
            if (e instanceof SQLException sql && passing(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    private static boolean passing(@Nullable String state) {
        return state != null
                && (state.startsWith("08")
                        || state.startsWith("53")
                        || state.startsWith("57")
                        || state.startsWith("40")
                        || READ_ONLY_OR_TIMED_OUT.contains(state));
    }
}
