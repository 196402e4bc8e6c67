package dev.handover.foundation.caller;

import jakarta.validation.constraints.NotBlank;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Whose tokens are accepted and how they are read.
 *
 * @param issuer the OIDC issuer: tokens must name it in {@code iss}
 * @param jwkSetUri where its public keys are; https, but for the local launcher's own issuer on this machine
 * @param audience what tokens must name in {@code aud}; none by default: then {@code aud} is not checked
 * @param workspaceClaim claim with the workspace's key; default {@code workspace}
 * @param roleClaim claim with the role; default {@code role}
 * @param corsOrigins origins of web clients that may call; none by default
 */
@Validated
@ConfigurationProperties("handover.security")
public record SecuritySettings(
        @NotBlank String issuer,
        URI jwkSetUri,
        @Nullable String audience,
        @DefaultValue("workspace") String workspaceClaim,
        @DefaultValue("role") String roleClaim,
        @DefaultValue List<String> corsOrigins) {}
