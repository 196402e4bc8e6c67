package dev.handover.query.stream;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The live stream.
 *
 * @param heartbeat how often a quiet stream says that it is there; 15 s by default
 * @param longest how long a stream lives before the client has to come again with a fresh token, at most until its
 *     token expires; 1 h by default
 * @param keep how long changes can be caught up with; 1 h by default, after that a client is told to resync
 */
@ConfigurationProperties("handover.query.stream")
record StreamSettings(
        @DefaultValue("15s") Duration heartbeat,
        @DefaultValue("1h") Duration longest,
        @DefaultValue("1h") Duration keep) {}
