package dev.handover.channel.email.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Which mails came before an account was connected: IMAP knows whole seconds only (RFC 3501 §9, date-time). */
class EntryTest {

    private static final Instant CONNECTED = Instant.parse("2026-03-01T10:00:00.75Z");

    private static ImapMailbox.Entry arrived(String at) {
        return new ImapMailbox.Entry(1, 10, Instant.parse(at));
    }

    @Test
    void whatCameInAnEarlierSecondIsBefore() {
        assertThat(arrived("2026-03-01T09:59:59Z").isBefore(CONNECTED)).isTrue();
    }

    @Test
    void whatCameInTheSameSecondIsNot() {
        assertThat(arrived("2026-03-01T10:00:00Z").isBefore(CONNECTED)).isFalse();
        assertThat(arrived("2026-03-01T10:00:01Z").isBefore(CONNECTED)).isFalse();
    }

    @Test
    void withoutATimeNothingIs() {
        assertThat(new ImapMailbox.Entry(1, 10, null).isBefore(CONNECTED)).isFalse();
        assertThat(arrived("2020-01-01T00:00:00Z").isBefore(null)).isFalse();
    }
}
