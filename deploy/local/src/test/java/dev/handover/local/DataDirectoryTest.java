package dev.handover.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handover.local.issuer.Tokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

class DataDirectoryTest {

    @TempDir
    Path directory;

    @Test
    void aForeignDirectoryIsNeitherUsedNorEmptied() throws IOException {
        Path letter = Files.writeString(directory.resolve("letter.txt"), "keep me");
        Installation installation = new Installation(directory);

        assertThatThrownBy(() -> installation.create()).hasMessageContaining("choose another --data");
        assertThatThrownBy(installation::wipe).hasMessageContaining("--fresh deletes no others");
        assertThat(letter).exists();
    }

    @Test
    void freshDeletesAllButTheCaches() throws IOException {
        Installation installation = new Installation(directory.resolve("data"));
        installation.create();
        Secrets before = Secrets.of(installation);
        Path cached = Files.writeString(
                Files.createDirectories(installation.data().resolve("cache")).resolve("unpacked"), "x");

        installation.wipe();

        assertThat(installation.logs()).doesNotExist();
        assertThat(cached).exists();
        assertThat(Secrets.of(installation)).isNotEqualTo(before);
    }

    @Test
    void secretsStayTheSame() {
        Installation installation = new Installation(directory.resolve("data"));
        installation.create();

        assertThat(Secrets.of(installation)).isEqualTo(Secrets.of(installation));
    }

    @Test
    void aKeyThatWasNotThereBeforeIsMadeOnce() {
        Installation installation = new Installation(directory.resolve("data"));
        installation.create();
        Secrets first = Secrets.of(installation);
        ObjectNode before = Json.read(installation.secretsFile(), ObjectNode.class);
        before.remove("contentLinkKey");
        before.remove("credentialsKey");
        Json.write(installation.secretsFile(), before);

        Secrets upgraded = Secrets.of(installation);

        assertThat(upgraded.emailTokenKey()).isEqualTo(first.emailTokenKey());
        assertThat(upgraded.contentLinkKey()).hasSizeGreaterThan(16).isNotEqualTo(first.contentLinkKey());
        assertThat(Secrets.of(installation)).isEqualTo(upgraded);
    }

    @Test
    void aTokenNeedsAnInstallation() {
        assertThatThrownBy(() -> Tokens.of(new Installation(directory.resolve("none"))))
                .hasMessageContaining("./handover up");
    }

    @Test
    void missingJarsAreNamedBeforeAnythingStarts() {
        Startup startup = new Startup(
                new Installation(directory.resolve("data")), FreePorts.find(), directory, System.err::println);

        assertThatThrownBy(() -> startup.prepare(false, java.util.List.of(Service.QUERY)))
                .hasMessageContaining("query-service.jar is missing");
        assertThat(directory.resolve("data")).doesNotExist();
    }
}
