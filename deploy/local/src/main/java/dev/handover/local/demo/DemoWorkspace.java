package dev.handover.local.demo;

import dev.handover.local.Installation;
import dev.handover.local.LauncherFailure;
import dev.handover.local.Ports;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The workspace `acme`: team support (balanced) with the operators amelie and ben, both online. */
public final class DemoWorkspace {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Api api;
    private final Consumer<String> progress;
    private final Duration patience;

    public DemoWorkspace(Installation installation, Ports ports, Consumer<String> progress) {
        this(installation, ports, progress, PATIENCE);
    }

    DemoWorkspace(Installation installation, Ports ports, Consumer<String> progress, Duration patience) {
        this.api = new Api(installation, ports);
        this.progress = progress;
        this.patience = patience;
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
        Api.Answer made =
                answered(() -> api.post("service", "/tickets/v1/workspaces", Map.of("key", "acme", "name", "Acme")));
        if (made.status() != 409) {
            made.ok();
        }
        // routing-service learns of the workspace over Kafka: the first call may come before it knows.
        Api.Answer operators = await(() -> api.get("owner", "/routing/v1/operators"), answer -> answer.status() == 200);
        if (operators
                .ok()
                .path("items")
                .valueStream()
                .anyMatch(o -> o.path("handle").asString("").equals("amelie"))) {
            return;
        }
        put("/routing/v1/teams/support", Map.of("name", "Support", "method", "balanced"));
        operator("amelie", "Amélie Laurent");
        operator("ben", "Ben Okafor");
        progress.accept("  demo workspace acme: team support, operators amelie and ben");
    }

    private void operator(String handle, String name) {
        String address = handle + "@acme.test";
        put(
                "/routing/v1/operators/" + handle,
                Map.of(
                        "handle", handle,
                        "displayName", name,
                        "email", address,
                        "subject", handle,
                        "role", "operator",
                        "teams", List.of("support"),
                        "sendingAddress", address,
                        "signature", name + "\nAcme Support"));
        online(handle);
    }

    /** Puts an operator online, so that the routing has someone to choose. */
    void online(String handle) {
        put("/routing/v1/operators/" + handle + "/availability", Map.of("availability", "online"));
    }

    private void put(String path, Map<String, ?> body) {
        answered(() -> api.put("owner", path, body)).ok();
    }

    /** Calls again while nobody answers: a service may be starting behind the front door. Each call here can be repeated. */
    private Api.Answer answered(Supplier<Api.Answer> call) {
        Api.Answer last = await(call, answer -> !unreachable(answer));
        if (unreachable(last)) {
            throw new LauncherFailure("%s had no answer but %d %s for %d s"
                    .formatted(last.call(), last.status(), last.text(), patience.toSeconds()));
        }
        return last;
    }

    private static boolean unreachable(Api.Answer answer) {
        return answer.status() == 0 || (answer.status() >= 502 && answer.status() <= 504);
    }

    /** Calls until the answer is as wanted or the time is over; the last answer. */
    private Api.Answer await(Supplier<Api.Answer> call, Predicate<Api.Answer> wanted) {
        Instant deadline = Instant.now().plus(patience);
        Api.Answer answer = call.get();
        while (!wanted.test(answer) && Instant.now().isBefore(deadline)) {
            pause();
            answer = call.get();
        }
        return answer;
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
