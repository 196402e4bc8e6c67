package dev.handover.local;

import dev.handover.local.door.FrontDoorMain;
import dev.handover.local.issuer.IssuerMain;
import dev.handover.local.kafka.KafkaMain;
import dev.handover.local.mail.MailMain;
import dev.handover.local.postgres.Databases;
import dev.handover.local.supervise.Part;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The command line and environment of every part but PostgreSQL. */
public final class Parts {

    private final Installation installation;
    private final Ports ports;
    private final Secrets secrets;
    private final Programs programs;

    public Parts(Installation installation, Ports ports) {
        this.installation = installation;
        this.ports = ports;
        this.secrets = Secrets.of(installation);
        this.programs = new Programs(installation);
    }

    public Part kafka() {
        return Part.of(
                "kafka",
                ports.kafka(),
                "http://127.0.0.1:" + ports.kafkaHealth() + "/health",
                own(
                        KafkaMain.class,
                        512,
                        installation.kafka(),
                        ports.kafka(),
                        ports.kafkaController(),
                        ports.kafkaHealth()));
    }

    public Part mail() {
        return Part.of(
                "mail",
                ports.smtp(),
                "smtp://127.0.0.1:" + ports.smtp(),
                own(MailMain.class, 512, ports.smtp(), ports.imap()));
    }

    public Part issuer() {
        return Part.of(
                "issuer",
                ports.issuer(),
                "http://127.0.0.1:" + ports.issuer() + "/health",
                own(IssuerMain.class, 64, installation.signingKey(), ports.issuer()));
    }

    public Part frontDoor() {
        return Part.of(
                "front-door",
                ports.frontDoor(),
                "http://127.0.0.1:" + ports.frontDoor() + "/front-door/health",
                own(FrontDoorMain.class, 128, ports.frontDoor()));
    }

    public Part service(Service service, Path root) {
        List<String> command = java(service.heapMb());
        command.addAll(List.of("-jar", programs.unpacked(service, root).toString()));
        return new Part(
                service.partName(),
                ports.service(service),
                "http://127.0.0.1:" + ports.management(service) + "/actuator/health/readiness",
                command,
                environment(service),
                "TERM",
                () -> {});
    }

    private Map<String, String> environment(Service service) {
        Map<String, String> environment = new HashMap<>(Map.ofEntries(
                Map.entry("SERVER_PORT", Integer.toString(ports.service(service))),
                Map.entry("SERVER_ADDRESS", "127.0.0.1"),
                Map.entry("MANAGEMENT_SERVER_PORT", Integer.toString(ports.management(service))),
                Map.entry("MANAGEMENT_SERVER_ADDRESS", "127.0.0.1"),
                Map.entry("SPRING_DATASOURCE_URL", Databases.url(ports.postgresql(), service.database())),
                Map.entry("SPRING_DATASOURCE_USERNAME", Databases.application(service)),
                Map.entry("SPRING_DATASOURCE_PASSWORD", secrets.applicationPassword()),
                Map.entry("SPRING_FLYWAY_URL", Databases.url(ports.postgresql(), service.database())),
                Map.entry("SPRING_FLYWAY_USER", Databases.owner(service)),
                Map.entry("SPRING_FLYWAY_PASSWORD", secrets.ownerPassword()),
                Map.entry("SPRING_FLYWAY_PLACEHOLDERS_APPROLE", Databases.application(service)),
                Map.entry("SPRING_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + ports.kafka()),
                Map.entry("HANDOVER_KAFKA_REPLICATIONFACTOR", "1"),
                Map.entry("HANDOVER_SECURITY_ISSUER", ports.issuerUrl()),
                Map.entry("HANDOVER_SECURITY_JWKSETURI", ports.issuerUrl() + "/jwks"),
                Map.entry("SPRING_PROFILES_ACTIVE", "launcher")));
        Map<String, Object> settings = settings(service);
        if (!settings.isEmpty()) {
            environment.put("SPRING_APPLICATION_JSON", Json.MAPPER.writeValueAsString(Map.of("handover", settings)));
        }
        return environment;
    }

    private Map<String, Object> settings(Service service) {
        Map<String, Object> smtp = Map.of("host", "127.0.0.1", "port", ports.smtp(), "tls", false);
        return switch (service) {
            case CHANNEL ->
                Map.of(
                        "email",
                        Map.of("token-key", secrets.emailTokenKey(), "accounts", accounts(smtp)),
                        "content",
                        Map.of("link-key", secrets.contentLinkKey()),
                        "accounts",
                        Map.of(
                                "credentials-key",
                                secrets.credentialsKey(),
                                "allowed-networks",
                                List.of("127.0.0.0/8", "::1/128")));
            case NOTIFICATION ->
                Map.of(
                        "notification",
                        Map.of(
                                "smtp",
                                Map.of("host", "127.0.0.1", "port", ports.smtp()),
                                "from",
                                "notifications@acme.test"));
            case TICKET, ROUTING, QUERY -> Map.of();
        };
    }

    /** The demo's, and one that only sends for each workspace that the benchmark names. */
    private List<Map<String, Object>> accounts(Map<String, Object> smtp) {
        List<Map<String, Object>> accounts = new ArrayList<>(List.of(supportAccount(smtp)));
        String more = environmentOrNull("HANDOVER_MAIL_WORKSPACES");
        if (more != null) {
            for (String workspace : more.split(",")) {
                accounts.add(Map.of(
                        "id", workspace + "-support",
                        "workspace", workspace,
                        "address", "support@" + workspace + ".test",
                        "display-name", "Support of " + workspace,
                        "smtp", smtp));
            }
        }
        return accounts;
    }

    private Map<String, Object> supportAccount(Map<String, Object> smtp) {
        return Map.of(
                "id",
                "acme-support",
                "workspace",
                "acme",
                "address",
                "support@acme.test",
                "display-name",
                "Acme Support",
                "allowed-domains",
                List.of("acme.test"),
                "plus-addressing",
                true,
                "imap",
                Map.of(
                        "host", "127.0.0.1",
                        "port", ports.imap(),
                        "user", "support@acme.test",
                        "password", "support@acme.test",
                        "tls", false),
                "smtp",
                smtp);
    }

    private List<String> own(Class<?> main, int heapMb, Object... arguments) {
        List<String> command = java(heapMb);
        command.addAll(List.of("-cp", programs.classPath(), main.getName()));
        Stream.of(arguments).map(Object::toString).forEach(command::add);
        return command;
    }

    private static List<String> java(int heapMb) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heapMb + "m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-Djava.awt.headless=true",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
        String more = environmentOrNull("HANDOVER_JAVA_OPTIONS");
        if (more != null && !more.isBlank()) {
            command.addAll(List.of(more.strip().split("\\s+")));
        }
        return command;
    }

    private static @Nullable String environmentOrNull(String name) {
        return System.getenv(name);
    }
}
