package dev.handover.foundation.caller;

import dev.handover.foundation.problem.ProblemWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;

/** Every endpoint wants a bearer token, but for the API descriptions. Roles and scopes become authorities. */
@Configuration(proxyBeanMethods = false)
@EnableMethodSecurity
@EnableConfigurationProperties(SecuritySettings.class)
public class SecurityConfiguration {

    /**
     * The management port carries no workspace's data and is not routed from outside: probes and scrapers need no token
     * there. Without a port of its own it is behind the same rule as everything else.
     */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    @ConditionalOnProperty("management.server.port")
    SecurityFilterChain management(HttpSecurity http, Environment environment) {
        ManagementPort port = new ManagementPort(environment);
        return http.securityMatcher(request -> port.is(request.getLocalPort()))
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .csrf(csrf -> csrf.disable())
                .build();
    }

    /** Asked at every request, while the environment is slow to answer: once the port is bound, it is remembered. */
    private static final class ManagementPort {
        private final Environment environment;
        private volatile int bound;

        ManagementPort(Environment environment) {
            this.environment = environment;
        }

        boolean is(int port) {
            if (bound == 0) {
                bound = environment.getProperty("local.management.port", Integer.class, 0);
            }
            return port == (bound == 0 ? environment.getProperty("management.server.port", Integer.class, -1) : bound);
        }
    }

    @Bean
    SecurityFilterChain api(
            HttpSecurity http,
            SecuritySettings settings,
            ProblemWriter problems,
            @Value("${handover.prefix}") String prefix,
            @Value("${handover.security.public-paths:}") List<String> publicPaths) {
        String root = "/" + prefix;
        List<String> open = new ArrayList<>(
                List.of(root + "/openapi/**", root + "/openapi", root + "/docs", root + "/swagger-ui/**", "/error"));
        open.addAll(publicPaths.stream().filter(path -> !path.isBlank()).toList());
        return http.csrf(csrf -> csrf.disable())
                .cors(cors -> cors.configurationSource(cors(settings)))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .authorizeHttpRequests(requests -> requests.requestMatchers(open.toArray(String[]::new))
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .oauth2ResourceServer(server -> server.jwt(jwt -> jwt.jwtAuthenticationConverter(converter(settings)))
                        .authenticationEntryPoint(problems::unauthenticated)
                        .accessDeniedHandler(problems::forbidden))
                .exceptionHandling(handling -> handling.authenticationEntryPoint(problems::unauthenticated)
                        .accessDeniedHandler(problems::forbidden))
                .build();
    }

    /** A request is observed once, not again at every filter and check: that took a tenth of a command's time. */
    @Bean
    SecurityObservationSettings observations() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    JwtDecoder jwtDecoder(SecuritySettings settings, Environment environment) {
        requireTrustworthy(settings, environment.acceptsProfiles(Profiles.of("launcher")));
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSetUri(
                        settings.jwkSetUri().toString())
                .jwsAlgorithms(algorithms -> algorithms.addAll(Set.of(
                        SignatureAlgorithm.RS256,
                        SignatureAlgorithm.PS256,
                        SignatureAlgorithm.ES256,
                        SignatureAlgorithm.ES384)))
                .build();
        List<OAuth2TokenValidator<Jwt>> checks = new ArrayList<>();
        checks.add(JwtValidators.createDefaultWithIssuer(settings.issuer()));
        String audience = settings.audience();
        if (audience != null) {
            checks.add(new JwtClaimValidator<Collection<String>>(
                    "aud", named -> named != null && named.contains(audience)));
        }
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(checks));
        return new RememberedTokens(decoder);
    }

    /** Keys over plain http are accepted from this machine only, and only where the local launcher started the service. */
    static void requireTrustworthy(SecuritySettings settings, boolean launcher) {
        if ("https".equals(settings.jwkSetUri().getScheme())) {
            return;
        }
        if (!launcher || !loopback(settings.jwkSetUri().getHost())) {
            throw new IllegalStateException(
                    "handover.security.jwk-set-uri must be https; a development issuer works under ./handover only");
        }
    }

    private static boolean loopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static JwtAuthenticationConverter converter(SecuritySettings settings) {
        JwtAuthenticationConverter converter = new JwtAuthenticationConverter();
        converter.setJwtGrantedAuthoritiesConverter(jwt -> {
            List<GrantedAuthority> authorities = new ArrayList<>();
            Callers.role(jwt, settings)
                    .ifPresent(role -> authorities.add(new SimpleGrantedAuthority("ROLE_" + role.name())));
            Callers.scopes(jwt).forEach(scope -> authorities.add(new SimpleGrantedAuthority("SCOPE_" + scope)));
            return authorities;
        });
        return converter;
    }

    private static UrlBasedCorsConfigurationSource cors(SecuritySettings settings) {
        UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
        if (!settings.corsOrigins().isEmpty()) {
            CorsConfiguration cors = new CorsConfiguration();
            cors.setAllowedOrigins(settings.corsOrigins());
            cors.setAllowedMethods(List.of("GET", "POST", "PUT", "DELETE"));
            cors.setAllowedHeaders(
                    List.of("Authorization", "Content-Type", "Idempotency-Key", "If-Match", "Last-Event-ID"));
            cors.setExposedHeaders(List.of("Handover-After", "ETag", "Retry-After"));
            source.registerCorsConfiguration("/**", cors);
        }
        return source;
    }
}
