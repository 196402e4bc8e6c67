package dev.handover.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handover.foundation.test.ApiDescription;
import org.junit.jupiter.api.Test;

/** What the service tells about its API. */
class DescriptionTest {
    private final RunningRouting service = RoutingParts.shared().service;

    @Test
    void theDescriptionIsOpenAndNamesEveryCall() {
        var description = service.get(null, "/routing/openapi");
        assertThat(description.status()).isEqualTo(200);
        ApiDescription.assertValid(description.body());
        assertThat(description.body().path("paths").propertyNames())
                .contains(
                        "/routing/v1/operators",
                        "/routing/v1/operators/{operatorId}",
                        "/routing/v1/operators/{operatorId}/availability",
                        "/routing/v1/teams",
                        "/routing/v1/teams/{teamId}",
                        "/routing/v1/tickets/{ticketId}/decisions");
    }
}
