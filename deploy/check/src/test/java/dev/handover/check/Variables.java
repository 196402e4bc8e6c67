package dev.handover.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.ProducerConfig;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The environment variables that stand for settings: the services' own, and Spring Boot's. */
final class Variables {
    private static final String KAFKA_CLIENT = "SPRING_KAFKA_PROPERTIES_";
    private static final Pattern PEM_BUNDLE =
            Pattern.compile("SPRING_SSL_BUNDLE_PEM_[A-Z]+_KEYSTORE_(CERTIFICATE|PRIVATEKEY)");
    private static final Set<String> SPRING = ofSpring();
    private static final List<Pattern> OURS = SettingsTest.settings().keySet().stream()
            .map(Variables::variable)
            .map(name -> Pattern.compile(name.replace("[]", "_\\d+") + (name.endsWith("KEYS") ? "(_\\d+)?" : "")))
            .toList();

    private Variables() {}

    static boolean known(String variable) {
        if (variable.equals("JAVA_TOOL_OPTIONS") || variable.startsWith("LOGGING_LEVEL_")) {
            return true;
        }
        if (variable.startsWith(KAFKA_CLIENT)) {
            String name = variable.substring(KAFKA_CLIENT.length())
                    .toLowerCase(Locale.ROOT)
                    .replace('_', '.');
            return ProducerConfig.configNames().contains(name);
        }
        if (PEM_BUNDLE.matcher(variable).matches()) {
            return true;
        }
        return SPRING.contains(variable)
                || OURS.stream().anyMatch(name -> name.matcher(variable).matches());
    }

    private static String variable(String setting) {
        return setting.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT);
    }

    private static Set<String> ofSpring() {
        Set<String> names = new HashSet<>();
        JsonMapper json = JsonMapper.builder().build();
        try {
            for (URL metadata : Collections.list(
                    Variables.class.getClassLoader().getResources("META-INF/spring-configuration-metadata.json"))) {
                try (InputStream in = metadata.openStream()) {
                    for (JsonNode property : json.readTree(in).get("properties")) {
                        names.add(variable(property.get("name").asString()));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return names;
    }
}
