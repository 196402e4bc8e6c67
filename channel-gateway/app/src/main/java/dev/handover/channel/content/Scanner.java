package dev.handover.channel.content;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Looks through contents, where a scanner is set. */
public final class Scanner {

    private final Optional<Clamd> clamd;
    private final boolean releases;

    /** @param releases whether what waited for a scanner is given out where none is set any more */
    Scanner(Optional<Clamd> clamd, boolean releases) {
        this.clamd = clamd;
        this.releases = releases;
    }

    /** Whether what waits to be looked through is to be settled now; else it goes on waiting. */
    boolean settles() {
        return on() || releases;
    }

    /** Whether contents are to be looked through before anybody gets them. */
    boolean on() {
        return clamd.isPresent();
    }

    /**
     * Why the content is not to be given to anybody, in words for people; empty where it may be.
     *
     * @throws IOException when it can't be told now
     */
    public Optional<String> objection(InputStream content) throws IOException {
        if (clamd.isEmpty()) {
            return Optional.empty();
        }
        return switch (clamd.get().scan(content)) {
            case Verdict.Clean _ -> Optional.empty();
            case Verdict.Infected infected -> Optional.of("contains malware: " + infected.malware());
            case Verdict.TooLarge _ -> Optional.of("too large to be scanned for malware");
        };
    }
}
