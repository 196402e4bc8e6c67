package dev.handover.channel.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class ContentLimitsTest {

    private final ContentLimits limits =
            new ContentLimits(DataSize.ofBytes(10), List.of(".exe", "audio/*", "application/x-msdownload"));

    @Test
    void whatFitsIsTaken() {
        assertThat(limits.refusal("a.pdf", "application/pdf", 10)).isEmpty();
        assertThat(limits.refusal("exe", "text/audio", 0)).isEmpty();
    }

    @Test
    void anEndOfANameIsRefusedInAnyCase() {
        assertThat(limits.refusal("A.ExE ", "application/pdf", 1)).contains("files of this kind (.exe) are not taken");
        assertThat(limits.refusal("a.exe.pdf", "application/pdf", 1)).isEmpty();
    }

    @Test
    void aTypeIsRefusedAloneOrWithItsFamily() {
        assertThat(limits.refusal("a", "Audio/MPEG", 1)).contains("files of this kind (audio/*) are not taken");
        assertThat(limits.refusal("a", "application/x-msdownload", 1)).isPresent();
        assertThat(limits.refusal("a", "application/x-msdownload2", 1)).isEmpty();
    }

    @Test
    void whatIsTooLargeIsRefused() {
        assertThat(limits.refusal("a", "a/b", 11)).contains("larger than the 10 bytes that are taken");
    }
}
