package dev.handover.foundation.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;

class RememberedTokensTest {
    private final AtomicInteger verified = new AtomicInteger();

    @Test
    void aTokenIsVerifiedOnceForAWhile() {
        RememberedTokens tokens = tokens(Instant.now().plusSeconds(600));
        Jwt first = tokens.decode("a");
        assertThat(tokens.decode("a")).isSameAs(first);
        tokens.decode("b");
        assertThat(verified).hasValue(2);
    }

    @Test
    void aRememberedTokenStillEndsAtItsTime() {
        RememberedTokens tokens = tokens(Instant.now().minusSeconds(600));
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> tokens.decode("old")).isInstanceOf(JwtException.class);
        }
        assertThat(verified).hasValue(2);
    }

    @Test
    void aRefusalIsNotRemembered() {
        RememberedTokens tokens = new RememberedTokens(token -> {
            verified.incrementAndGet();
            throw new BadJwtException("not ours");
        });
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> tokens.decode("forged")).isInstanceOf(BadJwtException.class);
        }
        assertThat(verified).hasValue(2);
    }

    private RememberedTokens tokens(Instant expiresAt) {
        return new RememberedTokens(token -> {
            verified.incrementAndGet();
            return Jwt.withTokenValue(token)
                    .header("alg", "RS256")
                    .subject("someone")
                    .issuedAt(expiresAt.minusSeconds(3600))
                    .expiresAt(expiresAt)
                    .build();
        });
    }
}
