package dev.handover.channel.content;

import java.util.Map;
import java.util.Optional;

/** What is taken as an attachment, channel by channel: within its own limits where it has any, else within those of all. */
public final class ChannelLimits {

    private final ContentLimits all;
    private final Map<String, ContentLimits> own;

    ChannelLimits(ContentLimits all, Map<String, ContentLimits> own) {
        this.all = all;
        this.own = Map.copyOf(own);
    }

    /** Those of all channels that have none of their own. */
    public ContentLimits all() {
        return all;
    }

    public ContentLimits of(String channel) {
        return own(channel).orElse(all);
    }

    Optional<ContentLimits> own(String channel) {
        return Optional.ofNullable(own.get(channel));
    }
}
