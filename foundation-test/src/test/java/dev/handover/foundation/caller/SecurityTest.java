package dev.handover.foundation.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handover.foundation.edges.Edges;
import dev.handover.foundation.edges.EdgesApplication;
import dev.handover.foundation.test.RealParts;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** Who may call. */
class SecurityTest {
    private static final Edges EDGES = Edges.shared();

    @Test
    void withoutATokenNobody() {
        Edges.Answer answer = EDGES.call(null, "GET", "/things", null);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.problem()).isEqualTo("unauthenticated");
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(EDGES.call(null, "GET", "/nowhere", null).status()).isEqualTo(401);
    }

    @Test
    void aTokenOfAnotherSignerIsNone() {
        Edges.Answer answer = EDGES.call(
                null,
                "GET",
                "/things",
                null,
                "Authorization",
                "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4Iiwicm9sZSI6Im93bmVyIn0.");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.problem()).isEqualTo("unauthenticated");
    }

    @Test
    void theWrongRoleIsRefused() {
        Edges.Answer answer = EDGES.call("operator", "GET", "/managers", null);
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.problem()).isEqualTo("forbidden");
        assertThat(EDGES.call("manager", "GET", "/managers", null).status()).isEqualTo(200);
        assertThat(EDGES.call("pope", "GET", "/things", null).status()).isEqualTo(403);
        assertThat(EDGES.call("owner", "GET", "/operations/parked", null).status())
                .isEqualTo(403);
        assertThat(EDGES.call("service", "GET", "/operations/parked", null).status())
                .isEqualTo(200);
    }

    @Test
    void descriptionsAreOpen() {
        assertThat(EDGES.description().status()).isEqualTo(200);
    }

    @Test
    void anIssuerWithoutTlsIsRefusedAtStartOutsideTheLauncher() {
        Map<String, Object> settings = RealParts.settings(EDGES.database(), RealParts.topicPrefix());
        settings.put("spring.profiles.active", "plain-logs");
        SpringApplicationBuilder service =
                new SpringApplicationBuilder(EdgesApplication.class).properties("logging.level.root=off");
        assertThatThrownBy(() -> service.run(RealParts.arguments(settings)).close())
                .rootCause()
                .hasMessageContaining("must be https");
    }
}
