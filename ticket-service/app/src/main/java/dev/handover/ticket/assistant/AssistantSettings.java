package dev.handover.ticket.assistant;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The model that the assistant asks; without a URL it knows words alone.
 *
 * @param url of an API that speaks OpenAI's chat completions, without {@code /chat/completions}
 * @param model the model's name there
 * @param key a secret, sent as bearer token where it is set
 * @param timeout of one answer; default 10 s
 * @param callsPerDay at most so many (UTC, all instances together); default 10,000
 * @param failures after which the model is left alone for a while; default 5
 * @param pause for which it is left alone; default 1 min
 */
@Validated
@ConfigurationProperties("handover.assistant")
record AssistantSettings(
        @Nullable URI url,
        @Nullable String model,
        @Nullable String key,
        @DefaultValue("10s") Duration timeout,
        @DefaultValue("10000") @Min(0) int callsPerDay,
        @DefaultValue("5") @Min(1) int failures,
        @DefaultValue("1m") Duration pause) {

    @AssertTrue(message = "handover.assistant.model is needed with handover.assistant.url")
    boolean isModelNamed() {
        return url == null || (model != null && !model.isBlank());
    }
}
