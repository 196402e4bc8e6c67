package dev.handover.query.rebuild;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Rebuilding the views.
 *
 * @param keepOld how long the old views stay after a switch, for readers that began before it; 1 min by default
 * @param patience how long the old views may stand still at a switch while the new ones come as far; 10 s by default
 */
@ConfigurationProperties("handover.query.rebuild")
record RebuildSettings(
        @DefaultValue("60s") Duration keepOld,
        @DefaultValue("10s") Duration patience) {}
