package dev.handover.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.LintResult;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the Helm chart makes, with nothing but what must be given and with every option. */
class ChartTest {
    private static final Chart MINIMAL = Chart.rendered("minimal.yaml");
    private static final Chart FULL = Chart.rendered("minimal.yaml", "full.yaml");

    static Stream<Container> containers() {
        return Stream.of(MINIMAL, FULL)
                .flatMap(chart -> chart.all(Deployment.class).stream())
                .map(ChartTest::pod)
                .map(pod -> pod.getContainers().getFirst());
    }

    static Stream<PodSpec> pods() {
        return Stream.of(MINIMAL, FULL)
                .flatMap(chart -> chart.all(Deployment.class).stream())
                .map(ChartTest::pod);
    }

    private static PodSpec pod(Deployment deployment) {
        return deployment.getSpec().getTemplate().getSpec();
    }

    private static Map<String, EnvVar> env(Chart chart, String service) {
        Map<String, EnvVar> env = new TreeMap<>();
        pod(chart.only(Deployment.class, service))
                .getContainers()
                .getFirst()
                .getEnv()
                .forEach(variable -> {
                    assertThat(env.put(variable.getName(), variable))
                            .as(variable.getName())
                            .isNull();
                });
        return env;
    }

    private static String plain(Chart chart, String service, String name) {
        return variable(chart, service, name).getValue();
    }

    private static EnvVar variable(Chart chart, String service, String name) {
        return Objects.requireNonNull(env(chart, service).get(name), name);
    }

    @Test
    void passesHelmsOwnChecks(@TempDir Path folder) throws IOException {
        LintResult result = Chart.lint(folder, "minimal.yaml");

        assertThat(result.getMessages()).noneMatch(message -> message.contains("ERROR") || message.contains("WARNING"));
        assertThat(result.isFailed()).isFalse();
    }

    @Test
    void asksForWhatHasNoDefault() {
        assertThatThrownBy(Chart::text)
                .hasMessageContainingAll("registry", "issuer", "bootstrapServers", "host", "linkKey");
    }

    @Test
    void makesADeploymentAServiceAndABudgetForEachServiceAndOneIngressForAll() {
        List<String> names = Repository.SERVICES.stream()
                .map(service -> "desk-handover-" + service.name())
                .toList();
        for (Chart chart : List.of(MINIMAL, FULL)) {
            assertThat(chart.all(Deployment.class))
                    .extracting(object -> object.getMetadata().getName())
                    .containsExactlyInAnyOrderElementsOf(names);
            assertThat(chart.all(Service.class))
                    .extracting(object -> object.getMetadata().getName())
                    .filteredOn(name -> !name.endsWith("-smtp"))
                    .containsExactlyInAnyOrderElementsOf(names);
            assertThat(chart.all(PodDisruptionBudget.class)).hasSize(5);
            assertThat(chart.all(ServiceAccount.class)).hasSize(1);
            assertThat(chart.only(Ingress.class, "")
                            .getSpec()
                            .getRules()
                            .getFirst()
                            .getHttp()
                            .getPaths())
                    .extracting(path -> path.getPath() + " "
                            + path.getBackend().getService().getName().replace("desk-handover-", ""))
                    .containsExactlyInAnyOrder(
                            "/tickets ticket-service",
                            "/routing routing-service",
                            "/channels channel-gateway",
                            "/notifications notification-service",
                            "/query query-service");
        }
    }

    @Test
    void aServiceAndABudgetSelectThePodsOfTheirDeployment() {
        for (Deployment deployment : FULL.all(Deployment.class)) {
            String name = deployment.getMetadata().getName();
            Map<String, String> labels =
                    deployment.getSpec().getTemplate().getMetadata().getLabels();
            Map<String, String> selector =
                    FULL.only(Service.class, name).getSpec().getSelector();

            assertThat(labels).containsAllEntriesOf(selector);
            assertThat(selector).isEqualTo(deployment.getSpec().getSelector().getMatchLabels());
            assertThat(FULL.only(PodDisruptionBudget.class, name)
                            .getSpec()
                            .getSelector()
                            .getMatchLabels())
                    .isEqualTo(selector);
            assertThat(selector).containsValue(name.replace("desk-handover-", ""));
        }
    }

    @ParameterizedTest
    @MethodSource("containers")
    void isProbedOnTheManagementPort(Container container) {
        assertThat(container.getStartupProbe()).satisfies(probe -> asks(probe, "/actuator/health/liveness"));
        assertThat(container.getLivenessProbe()).satisfies(probe -> asks(probe, "/actuator/health/liveness"));
        assertThat(container.getReadinessProbe()).satisfies(probe -> asks(probe, "/actuator/health/readiness"));
        assertThat(container.getPorts())
                .extracting(port -> port.getName() + port.getContainerPort())
                .contains("http8080", "management9090");
    }

    private static void asks(Probe probe, String path) {
        assertThat(probe.getHttpGet().getPath()).isEqualTo(path);
        assertThat(probe.getHttpGet().getPort().getStrVal()).isEqualTo("management");
    }

    @ParameterizedTest
    @MethodSource("pods")
    void runsWithoutPrivileges(PodSpec pod) {
        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod.getSecurityContext().getRunAsUser()).isEqualTo(10001);
        assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(pod.getAutomountServiceAccountToken()).isFalse();
        Container container = pod.getContainers().getFirst();
        assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
        assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
        assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(container.getVolumeMounts())
                .anyMatch(mount -> mount.getMountPath().equals("/tmp"));
        assertThat(container.getResources().getLimits()).containsKey("memory");
        assertThat(container.getResources().getRequests()).containsKeys("cpu", "memory");
    }

    @ParameterizedTest
    @MethodSource("pods")
    void drainsBeforeItEnds(PodSpec pod) {
        long drain = pod.getContainers()
                .getFirst()
                .getLifecycle()
                .getPreStop()
                .getSleep()
                .getSeconds();
        assertThat(drain).isPositive();
        assertThat(pod.getTerminationGracePeriodSeconds()).isGreaterThan(drain + 3 * 20);
    }

    @ParameterizedTest
    @MethodSource("containers")
    void takesSecretsByReferenceOnly(Container container) {
        assertThat(container.getEnv())
                .anySatisfy(variable -> assertThat(variable.getValueFrom()).isNotNull());
        assertThat(container.getEnv()).allSatisfy(variable -> {
            boolean secret = variable.getName()
                    .matches(".*(PASSWORD|TOKENKEY|LINKKEY|ACCESSKEY|SECRETKEY|CREDENTIALSKEY|KEYS_\\d+|JAAS_CONFIG)");
            if (secret) {
                assertThat(variable.getValue()).as(variable.getName()).isNull();
                assertThat(variable.getValueFrom().getSecretKeyRef().getName()).isNotBlank();
                assertThat(variable.getValueFrom().getSecretKeyRef().getKey()).isNotBlank();
            } else {
                assertThat(variable.getValue()).as(variable.getName()).isNotNull();
            }
        });
    }

    @ParameterizedTest
    @MethodSource("containers")
    void setsOnlyWhatIsASetting(Container container) {
        assertThat(container.getEnv())
                .isNotEmpty()
                .allSatisfy(variable -> assertThat(Variables.known(variable.getName()))
                        .as(variable.getName() + " is a setting")
                        .isTrue());
    }

    @Test
    void connectsToPostgresqlWithTheServersNameChecked() {
        assertThat(plain(MINIMAL, "query-service", "SPRING_DATASOURCE_URL"))
                .isEqualTo("jdbc:postgresql://postgresql:5432/handover_query?ApplicationName=query-service"
                        + "&sslmode=verify-full&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory");
        assertThat(plain(FULL, "query-service", "SPRING_FLYWAY_URL"))
                .endsWith("&sslmode=verify-full&sslrootcert=/etc/handover/postgresql/ca.crt");
        assertThat(pod(FULL.only(Deployment.class, "query-service")).getVolumes())
                .anyMatch(volume -> volume.getSecret() != null
                        && volume.getSecret().getSecretName().equals("postgresql-ca"));
    }

    @Test
    void theRoleThatWorksIsNotTheOneThatOwns() {
        for (Repository.Service service : Repository.SERVICES) {
            assertThat(plain(MINIMAL, service.name(), "SPRING_DATASOURCE_USERNAME"))
                    .isNotEqualTo(plain(MINIMAL, service.name(), "SPRING_FLYWAY_USER"));
        }
    }

    @Test
    void connectsToKafkaWithTlsAndSasl() {
        assertThat(plain(FULL, "ticket-service", "SPRING_KAFKA_SECURITY_PROTOCOL"))
                .isEqualTo("SASL_SSL");
        assertThat(plain(FULL, "ticket-service", "SPRING_KAFKA_SSL_TRUSTSTORELOCATION"))
                .isEqualTo("file:/etc/handover/kafka-ca/ca.crt");
        assertThat(variable(FULL, "ticket-service", "SPRING_KAFKA_PROPERTIES_SASL_JAAS_CONFIG")
                        .getValueFrom()
                        .getSecretKeyRef()
                        .getKey())
                .isEqualTo("line");
    }

    @Test
    void givesEachServiceWhatIsItsOwn() {
        assertThat(env(FULL, "channel-gateway"))
                .containsKeys("HANDOVER_EMAIL_TOKENKEY", "HANDOVER_EMAIL_FORMERTOKENKEYS_1")
                .containsKeys("HANDOVER_ACCOUNTS_CREDENTIALSKEY", "HANDOVER_ACCOUNTS_FORMERCREDENTIALSKEYS_1")
                .doesNotContainKey("HANDOVER_EMAIL_ACCOUNTS_1_IMAP_HOST");
        assertThat(plain(FULL, "channel-gateway", "HANDOVER_EMAIL_ACCOUNTS_0_IMAP_TLS"))
                .isEqualTo("true");
        assertThat(plain(FULL, "channel-gateway", "HANDOVER_EMAIL_ACCOUNTS_0_ALLOWEDDOMAINS"))
                .isEqualTo("example.org,example.com");
        assertThat(plain(FULL, "channel-gateway", "HANDOVER_ACCOUNTS_ALLOWEDNETWORKS"))
                .isEqualTo("10.1.0.0/16,fd12::/64");
        assertThat(plain(FULL, "channel-gateway", "HANDOVER_CONTENT_RELEASEUNSCANNED"))
                .isEqualTo("true");
        assertThat(plain(FULL, "channel-gateway", "HANDOVER_CONTENT_LINKLIFETIME"))
                .isEqualTo("10m");
        assertThat(env(MINIMAL, "channel-gateway"))
                .containsKey("HANDOVER_CONTENT_LINKKEY")
                .doesNotContainKeys("HANDOVER_CONTENT_S3_BUCKET", "HANDOVER_CONTENT_CLAMAV_HOST");
        assertThat(plain(FULL, "channel-gateway", "HANDOVER_CONTENT_S3_BUCKET")).isEqualTo("desk");
        assertThat(plain(FULL, "notification-service", "HANDOVER_NOTIFICATION_FROM"))
                .isEqualTo("desk@example.org");
        assertThat(plain(FULL, "ticket-service", "LOGGING_LEVEL_ROOT")).isEqualTo("warn");
        assertThat(env(FULL, "query-service").keySet())
                .noneMatch(name -> name.startsWith("HANDOVER_EMAIL") || name.startsWith("HANDOVER_NOTIFICATION"));
        assertThat(env(MINIMAL, "ticket-service").keySet()).noneMatch(name -> name.contains("PROFILES"));
    }

    @Test
    void opensSmtpForForwardedMailWhereItIsWanted() {
        Service smtp = FULL.only(Service.class, "smtp");
        assertThat(smtp.getSpec().getPorts().getFirst().getPort()).isEqualTo(25);
        assertThat(smtp.getSpec().getSelector())
                .isEqualTo(FULL.only(Service.class, "channel-gateway").getSpec().getSelector());
        assertThat(pod(FULL.only(Deployment.class, "channel-gateway"))
                        .getContainers()
                        .getFirst()
                        .getPorts())
                .anyMatch(port -> port.getName().equals("smtp") && port.getContainerPort() == 2525);
        assertThat(plain(FULL, "channel-gateway", "HANDOVER_EMAIL_FORWARDING_DOMAIN"))
                .isEqualTo("in.example.org");
        assertThat(plain(FULL, "channel-gateway", "SPRING_SSL_BUNDLE_PEM_FORWARDING_KEYSTORE_CERTIFICATE"))
                .isEqualTo("file:/etc/handover/smtp-tls/tls.crt");
        assertThat(env(MINIMAL, "channel-gateway")).doesNotContainKey("HANDOVER_EMAIL_FORWARDING_DOMAIN");
        assertThat(MINIMAL.all(Service.class)).hasSize(5);
    }

    @Test
    void namesTheImages() {
        assertThat(pod(FULL.only(Deployment.class, "ticket-service"))
                        .getContainers()
                        .getFirst()
                        .getImage())
                .isEqualTo("registry.example.org/handover/ticket-service:1.2.3");
        assertThat(pod(MINIMAL.only(Deployment.class, "query-service"))
                        .getContainers()
                        .getFirst()
                        .getImage())
                .startsWith("registry.example.org/handover/query-service:0.");
    }
}
