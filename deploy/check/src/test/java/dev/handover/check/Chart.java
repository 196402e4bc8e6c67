package dev.handover.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.json.JsonMapper;

/** The Helm chart, rendered by Helm itself and read as Kubernetes objects, strictly. */
final class Chart {
    static final Path PATH = Repository.path("deploy/helm/handover");
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Map<String, Class<? extends HasMetadata>> KINDS = Map.of(
            "Deployment", Deployment.class,
            "Service", Service.class,
            "ServiceAccount", ServiceAccount.class,
            "PodDisruptionBudget", PodDisruptionBudget.class,
            "Ingress", Ingress.class);

    private final List<HasMetadata> objects;

    private Chart(List<HasMetadata> objects) {
        this.objects = objects;
    }

    /** Helm's own checks, on a copy in a folder: they take no values, so the copy has these as its defaults. */
    static LintResult lint(Path folder, String valuesFile) throws IOException {
        Path copy = folder.resolve("handover");
        try (Stream<Path> files = Files.walk(PATH)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(PATH.relativize(file).toString()));
            }
        }
        Map<String, Object> values = yaml(PATH.resolve("values.yaml"));
        merge(values, yaml(values(valuesFile)));
        Files.writeString(copy.resolve("values.yaml"), new Yaml().dump(values));
        return new Helm(copy).lint().strict().call();
    }

    private static Path values(String file) {
        return Path.of("src/test/resources/chart", file).toAbsolutePath();
    }

    private static Map<String, Object> yaml(Path file) throws IOException {
        return new Yaml(new SafeConstructor(loading())).load(Files.readString(file));
    }

    @SuppressWarnings("unchecked") // maps of YAML documents have text as keys
    private static void merge(Map<String, Object> into, Map<String, Object> from) {
        from.forEach((key, value) -> {
            if (value instanceof Map<?, ?> inner && into.get(key) instanceof Map<?, ?> known) {
                merge((Map<String, Object>) known, (Map<String, Object>) inner);
            } else {
                into.put(key, value);
            }
        });
    }

    static String text(String... valuesFiles) {
        TemplateCommand template = new Helm(PATH)
                .template()
                .withName("desk")
                .withNamespace("handover")
                .withKubeVersion("1.31.0");
        for (String file : valuesFiles) {
            template.withValuesFile(values(file));
        }
        return template.call();
    }

    static Chart rendered(String... valuesFiles) {
        SafeConstructor unique = new SafeConstructor(loading());
        List<HasMetadata> objects = new ArrayList<>();
        for (Object document : new Yaml(unique).loadAll(text(valuesFiles))) {
            if (document instanceof Map<?, ?> map) {
                Class<? extends HasMetadata> kind = KINDS.get(String.valueOf(map.get("kind")));
                assertThat(kind).as("kind " + map.get("kind")).isNotNull();
                HasMetadata object = JSON.convertValue(map, kind);
                assertKnown(object, String.valueOf(map.get("kind")));
                objects.add(object);
            }
        }
        return new Chart(objects);
    }

    private static LoaderOptions loading() {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        return options;
    }

    <T extends HasMetadata> List<T> all(Class<T> kind) {
        return objects.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    <T extends HasMetadata> T only(Class<T> kind, String nameEnds) {
        List<T> found = all(kind).stream()
                .filter(object -> object.getMetadata().getName().endsWith(nameEnds))
                .toList();
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    /** Fails on a field that the Kubernetes API does not have; the model reads it as an additional property. */
    private static void assertKnown(@Nullable Object value, String path) {
        switch (value) {
            case null -> {}
            case Collection<?> list -> list.forEach(item -> assertKnown(item, path + "[]"));
            case Map<?, ?> map -> map.forEach((key, item) -> assertKnown(item, path + "." + key));
            case Object bean when bean.getClass().getName().startsWith("io.fabric8.") -> fields(bean, path);
            case Object _ -> {}
        }
    }

    private static void fields(Object bean, String path) {
        for (Method method : bean.getClass().getMethods()) {
            if (method.getParameterCount() == 0
                    && method.getName().startsWith("get")
                    && method.getDeclaringClass() == bean.getClass()) {
                try {
                    Object field = method.invoke(bean);
                    if (method.getName().equals("getAdditionalProperties")) {
                        assertThat((Map<?, ?>) field)
                                .as("unknown fields in " + path)
                                .isNullOrEmpty();
                    } else {
                        assertKnown(field, path + "." + method.getName().substring(3));
                    }
                } catch (IllegalAccessException | InvocationTargetException e) {
                    throw new AssertionError(path, e);
                }
            }
        }
    }
}
