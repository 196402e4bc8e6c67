package dev.handover.channel.content;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Contents of attachments and sources.
 *
 * @param linkKey secret of 16 characters or more, the same for all instances, that signs links to contents; a new one
 *     ends the links that were made with the old one
 * @param linkLifetime how long such a link works, default 5 min
 */
@Validated
@ConfigurationProperties("handover.content")
public record ContentSettings(
        @NotNull @Size(min = 16) String linkKey,
        @NotNull @DefaultValue("5m") Duration linkLifetime) {

    /** Without the key. */
    @Override
    public String toString() {
        return "links of " + linkLifetime;
    }
}
