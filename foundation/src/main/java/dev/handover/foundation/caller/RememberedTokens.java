package dev.handover.foundation.caller;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtValidationException;

/**
 * Remembers for a short while which tokens were verified, as a client sends the same one with every request. A token
 * still ends at its time; a key that the issuer takes away ends its tokens this much later than it would without.
 */
final class RememberedTokens implements JwtDecoder {
    private static final Duration WHILE = Duration.ofSeconds(30);

    private final JwtDecoder verifier;
    private final JwtTimestampValidator time = new JwtTimestampValidator();
    private final Cache<String, Jwt> verified =
            Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(WHILE).build();

    RememberedTokens(JwtDecoder verifier) {
        this.verifier = verifier;
    }

    @Override
    public Jwt decode(String token) {
        Jwt jwt = verified.get(token, verifier::decode);
        OAuth2TokenValidatorResult still = time.validate(jwt);
        if (still.hasErrors()) {
            verified.invalidate(token);
            throw new JwtValidationException("the token is out of its time", still.getErrors());
        }
        return jwt;
    }
}
