package dev.handover.foundation.caller;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Reads the caller of a request from its token and hands it to controller methods that take a {@link Caller}. */
public final class Callers implements HandlerMethodArgumentResolver {
    private final SecuritySettings settings;

    public Callers(SecuritySettings settings) {
        this.settings = settings;
    }

    /** The caller of the request under way; refused where the token names no role or no workspace. */
    public Caller current() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication == null || !(authentication.getPrincipal() instanceof Jwt jwt)) {
            throw new AccessDeniedException("no token");
        }
        return caller(jwt);
    }

    /** The caller that a token names; refused where it names no role or no workspace. */
    public Caller caller(Jwt jwt) {
        Role role = role(jwt, settings).orElseThrow(() -> new AccessDeniedException("the token names no role"));
        String workspace = jwt.getClaimAsString(settings.workspaceClaim());
        if (workspace == null || workspace.isBlank() || jwt.getSubject() == null) {
            throw new AccessDeniedException("the token names no workspace or no subject");
        }
        return new Caller(workspace, jwt.getSubject(), role, scopes(jwt));
    }

    static Optional<Role> role(Jwt jwt, SecuritySettings settings) {
        return Optional.ofNullable(jwt.getClaimAsString(settings.roleClaim())).flatMap(Role::of);
    }

    static Set<String> scopes(Jwt jwt) {
        Object claim = jwt.getClaims().containsKey("scope")
                ? jwt.getClaims().get("scope")
                : jwt.getClaims().get("scp");
        if (claim instanceof String text) {
            return Set.of(text.isBlank() ? new String[0] : text.strip().split(" +"));
        }
        Set<String> scopes = new HashSet<>();
        if (claim instanceof List<?> list) {
            list.forEach(scope -> scopes.add(String.valueOf(scope)));
        }
        return Set.copyOf(scopes);
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Caller.class;
    }

    @Override
    public Caller resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        return current();
    }
}
