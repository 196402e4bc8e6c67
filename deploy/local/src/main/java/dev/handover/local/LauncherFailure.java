package dev.handover.local;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Something that ends a command: said to the user in one sentence, with the log file that has the details. */
public final class LauncherFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public LauncherFailure(String message) {
        super(message);
    }

    public LauncherFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** A failure whose details are in {@code log}. */
    public static LauncherFailure withLog(String message, Path log) {
        return new LauncherFailure(message + "\n  log file: " + log);
    }
}
