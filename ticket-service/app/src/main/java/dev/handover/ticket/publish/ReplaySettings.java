package dev.handover.ticket.publish;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Replays of the journal.
 *
 * @param keepTopic how long a replay's topic is kept after the replay's end; default a day. Its reader must be done by
 *     then
 */
@ConfigurationProperties("handover.ticket.replay")
record ReplaySettings(@DefaultValue("1d") Duration keepTopic) {}
