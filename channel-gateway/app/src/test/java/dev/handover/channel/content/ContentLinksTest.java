package dev.handover.channel.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handover.channel.content.ContentLink.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ContentLinksTest {

    private static final Instant NOW = Instant.parse("2026-03-04T10:11:12.5Z");
    private static final UUID ID = UUID.fromString("01234567-89ab-7cde-8f01-23456789abcd");

    private static ContentLinks at(Instant now, String key) {
        return new ContentLinks(key, Duration.ofMinutes(5), Clock.fixed(now, ZoneOffset.UTC));
    }

    private final ContentLinks links = at(NOW, "0123456789abcdef");

    @Test
    void aTokenSaysWhatItsLinkSaid() {
        for (Kind kind : Kind.values()) {
            for (boolean download : new boolean[] {true, false}) {
                ContentLink link = links.link(kind, ID, "açme", download);
                assertThat(links.read(links.token(link))).contains(link);
                assertThat(link.expiresAt()).isEqualTo(Instant.parse("2026-03-04T10:16:12Z"));
            }
        }
    }

    @Test
    void aLinkExpires() {
        ContentLink link = links.link(Kind.ATTACHMENT, ID, "acme", false);
        assertThat(links.expired(link)).isFalse();
        assertThat(at(link.expiresAt().minusMillis(1), "0123456789abcdef").expired(link))
                .isFalse();
        ContentLinks later = at(link.expiresAt(), "0123456789abcdef");
        assertThat(later.read(links.token(link)))
                .hasValueSatisfying(read -> assertThat(later.expired(read)).isTrue());
    }

    @Test
    void noByteOfATokenCanBeChanged() {
        byte[] token = Base64.getUrlDecoder().decode(links.token(links.link(Kind.SOURCE, ID, "acme", false)));
        for (int i = 0; i < token.length; i++) {
            byte[] other = token.clone();
            other[i] ^= 1;
            assertThat(links.read(Base64.getUrlEncoder().encodeToString(other)))
                    .as("byte " + i)
                    .isEmpty();
        }
    }

    @Test
    void aTokenOfAnotherKeyOrOfNoneIsNone() {
        String token = links.token(links.link(Kind.SOURCE, ID, "acme", false));
        assertThat(at(NOW, "another key of enough length").read(token)).isEmpty();
        assertThat(links.read("")).isEmpty();
        assertThat(links.read("AAAA")).isEmpty();
        assertThat(links.read("not base64 at all!")).isEmpty();
        assertThat(links.read(token.substring(1))).isEmpty();
        assertThat(links.read("A".repeat(1_000))).isEmpty();
    }
}
