package dev.handover.channel.content;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Contents of attachments and sources.
 *
 * @param linkKey secret of 16 characters or more, the same for all instances, that signs links to contents; a new one
 *     ends the links that were made with the old one
 * @param linkLifetime how long such a link works, default 5 min
 * @param inbound what is taken of what customers send
 * @param outgoing what staff may send along
 */
@Validated
@ConfigurationProperties("handover.content")
public record ContentSettings(
        @NotNull @Size(min = 16) String linkKey,
        @NotNull @DefaultValue("5m") Duration linkLifetime,
        @Valid @DefaultValue Inbound inbound,
        @Valid @DefaultValue Outgoing outgoing) {

    /**
     * An attachment beyond these is shown as rejected, with the reason; its message is taken all the same.
     *
     * @param maxSize of one attachment, default 50 MB
     * @param refusedTypes content types and ends of names, see {@link ContentLimits}; none by default
     */
    public record Inbound(
            @NotNull @DefaultValue("50MB") DataSize maxSize,
            @DefaultValue List<String> refusedTypes) {

        ContentLimits limits() {
            return new ContentLimits(maxSize, refusedTypes);
        }
    }

    /**
     * An upload beyond these is refused.
     *
     * @param maxSize of one attachment, default 15 MB: in a mail it takes a third more, and many servers take 25 MB
     * @param refusedTypes content types and ends of names, see {@link ContentLimits}; by default what runs when opened
     * @param unusedLifetime how long an upload is kept that no reply takes, default 1 d
     */
    public record Outgoing(
            @NotNull @DefaultValue("15MB") DataSize maxSize,

            @DefaultValue({
                ".exe",
                ".com",
                ".bat",
                ".cmd",
                ".scr",
                ".pif",
                ".msi",
                ".vbs",
                ".js",
                ".jse",
                ".wsf",
                ".hta",
                ".ps1",
                ".jar",
                ".lnk",
                "application/x-msdownload"
            })
            List<String> refusedTypes,

            @NotNull @DefaultValue("1d") Duration unusedLifetime) {

        ContentLimits limits() {
            return new ContentLimits(maxSize, refusedTypes);
        }
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "links of " + linkLifetime;
    }
}
