package dev.handover.channel.content;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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
 * @param store where new contents go: {@code database} by default, or {@code s3}; older ones stay where they are
 * @param s3 an S3-compatible store; needed for as long as any content lies there
 * @param inbound what is taken of what customers send
 * @param outgoing what staff may send along
 * @param clamav a scanner that looks through all of it; none by default
 * @param releaseUnscanned whether what waited for a scanner is given out unscanned where none is set any more; default
 *     false: it goes on waiting
 * @param channels by the name of a channel, its own limits in the place of those of all
 */
@Validated
@ConfigurationProperties("handover.content")
public record ContentSettings(
        @NotNull @Size(min = 16) String linkKey,
        @NotNull @DefaultValue("5m") Duration linkLifetime,

        @NotNull @Pattern(regexp = "database|s3") @DefaultValue("database")
        String store,

        @Valid @Nullable S3 s3,
        @Valid @DefaultValue Inbound inbound,
        @Valid @DefaultValue Outgoing outgoing,
        @Valid @Nullable Clamav clamav,
        @DefaultValue("false") boolean releaseUnscanned,
        @DefaultValue Map<String, Channel> channels) {

    /** What a channel does not set is as it is for all. */
    public record Channel(
            @Nullable DataSize inboundMaxSize,
            @Nullable List<String> inboundRefusedTypes,
            @Nullable DataSize outgoingMaxSize,
            @Nullable List<String> outgoingRefusedTypes) {}

    ChannelLimits inboundLimits() {
        Map<String, ContentLimits> own = new HashMap<>();
        channels.forEach((name, channel) -> {
            if (channel.inboundMaxSize() != null || channel.inboundRefusedTypes() != null) {
                own.put(name, inbound.limits().but(channel.inboundMaxSize(), channel.inboundRefusedTypes()));
            }
        });
        return new ChannelLimits(inbound.limits(), own);
    }

    ChannelLimits outgoingLimits() {
        Map<String, ContentLimits> own = new HashMap<>();
        channels.forEach((name, channel) -> {
            if (channel.outgoingMaxSize() != null || channel.outgoingRefusedTypes() != null) {
                own.put(name, outgoing.limits().but(channel.outgoingMaxSize(), channel.outgoingRefusedTypes()));
            }
        });
        return new ChannelLimits(outgoing.limits(), own);
    }

    /**
     * An S3-compatible store.
     *
     * @param endpoint its address; that of AWS in the region when none is given
     * @param region default us-east-1, which stores that have none take
     * @param bucket that exists
     * @param pathStyle whether the bucket stands in the path rather than the host's name; default false
     */
    public record S3(
            @Nullable URI endpoint,
            @NotBlank @DefaultValue("us-east-1") String region,
            @NotBlank String bucket,
            @DefaultValue("false") boolean pathStyle,
            @NotBlank String accessKey,
            @NotBlank String secretKey) {

        /** Without the keys. */
        @Override
        public String toString() {
            return bucket + " at " + endpoint;
        }
    }

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
     * A ClamAV daemon. Its {@code StreamMaxLength} must be above the sizes that are taken: what is larger is rejected.
     *
     * @param port default 3310
     * @param timeout for its connection and its answer, default 30 s; a whole scan may take ten times as long
     */
    public record Clamav(
            @NotBlank String host,
            @Min(1) @Max(65535) @DefaultValue("3310") int port,
            @NotNull @DefaultValue("30s") Duration timeout) {}

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
