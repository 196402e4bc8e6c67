package dev.handover.channel.account;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How accounts that are connected over HTTP are kept.
 *
 * @param credentialsKey secret of 16 bytes or more that encrypts what accounts are connected with; without it none can be
 *     connected over HTTP
 * @param credentialsKeyId 0 to 255, default 1; give a new key a higher id
 * @param formerCredentialsKeys keys that still open what they have sealed, by their ids, all lower than
 *     {@code credentialsKeyId}
 * @param allowedNetworks networks (such as {@code 10.1.0.0/16}) that these accounts may lead to besides the internet, on
 *     any port; none by default. Accounts of the settings may lead anywhere
 */
@Validated
@ConfigurationProperties("handover.accounts")
public record AccountSettings(
        @Nullable String credentialsKey,
        @Min(0) @Max(255) @DefaultValue("1") int credentialsKeyId,
        @DefaultValue Map<Integer, String> formerCredentialsKeys,
        @DefaultValue List<String> allowedNetworks) {

    /** Without the keys. */
    @Override
    public String toString() {
        return "credentials key " + credentialsKeyId;
    }
}
