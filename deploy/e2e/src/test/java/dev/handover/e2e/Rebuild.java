package dev.handover.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Has the views made again from the journal's beginning, and waits until readers see the new ones. */
final class Rebuild {

    private Rebuild() {}

    static void run(Handover handover) {
        Api service = handover.as("service");
        String replay = service.post("/tickets/v1/replays", Map.of("from", "beginning"))
                .refused(202)
                .path("replayId")
                .asString();
        service.post("/query/v1/operations/rebuild", Map.of("replayId", replay)).ok();
        await("the new views being live")
                .atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(250))
                .untilAsserted(() -> {
                    JsonNode status =
                            service.get("/query/v1/operations/rebuild").ok();
                    JsonNode live = status.path("generations")
                            .valueStream()
                            .filter(generation ->
                                    generation.path("state").asString().equals("LIVE"))
                            .findFirst()
                            .orElseThrow();
                    assertThat(live.path("replayId").asString(""))
                            .as(() -> status + "\n"
                                    + service.get("/tickets/v1/replays/" + replay)
                                            .ok() + "\nparked: "
                                    + service.get("/query/v1/operations/parked").ok())
                            .isEqualTo(replay);
                });
    }
}
