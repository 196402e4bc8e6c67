package dev.handover.local.demo;

import dev.handover.local.Installation;
import dev.handover.local.LauncherFailure;
import dev.handover.local.Ports;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The workspace `acme`: team support (balanced) with the operators amelie and ben, both online. */
public final class DemoWorkspace {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Api api;
    private final Consumer<String> progress;

    public DemoWorkspace(Installation installation, Ports ports, Consumer<String> progress) {
        this.api = new Api(installation, ports);
        this.progress = progress;
    }

    /** Makes what is missing; what exists stays as its users have made it. A failure is told, not thrown. */
    public void ensure() {
        try {
            create();
        } catch (LauncherFailure e) {
            progress.accept("  the demo workspace could not be set up: " + e.getMessage());
        }
    }

    void create() {
        Api.Answer made = api.post("service", "/tickets/v1/workspaces", Map.of("key", "acme", "name", "Acme"));
        if (made.status() != 409) {
            made.ok();
        }
        // routing-service learns of the workspace over Kafka: the first call may come before it knows.
        Instant deadline = Instant.now().plus(PATIENCE);
        Api.Answer operators = api.get("owner", "/routing/v1/operators");
        while (operators.status() != 200 && Instant.now().isBefore(deadline)) {
            pause();
            operators = api.get("owner", "/routing/v1/operators");
        }
        if (operators
                .ok()
                .path("items")
                .valueStream()
                .anyMatch(o -> o.path("handle").asString("").equals("amelie"))) {
            return;
        }
        api.put("owner", "/routing/v1/teams/support", Map.of("name", "Support", "method", "balanced"))
                .ok();
        operator("amelie", "Amélie Laurent");
        operator("ben", "Ben Okafor");
        progress.accept("  demo workspace acme: team support, operators amelie and ben");
    }

    private void operator(String handle, String name) {
        String address = handle + "@acme.test";
        api.put(
                        "owner",
                        "/routing/v1/operators/" + handle,
                        Map.of(
                                "handle", handle,
                                "displayName", name,
                                "email", address,
                                "subject", handle,
                                "role", "operator",
                                "teams", List.of("support"),
                                "sendingAddress", address,
                                "signature", name + "\nAcme Support"))
                .ok();
        online(handle);
    }

    /** Puts an operator online, so that the routing has someone to choose. */
    void online(String handle) {
        api.put("owner", "/routing/v1/operators/" + handle + "/availability", Map.of("availability", "online"))
                .ok();
    }

    private static void pause() {
        try {
            Thread.sleep(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LauncherFailure("interrupted", e);
        }
    }
}
