package dev.handover.channel.content;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/**
 * What is taken as an attachment.
 *
 * @param maxSize of one
 * @param refusedTypes content types ({@code application/x-msdownload}, {@code audio/*}) and ends of names
 *     ({@code .exe}), in any case
 */
public record ContentLimits(DataSize maxSize, List<String> refusedTypes) {

    /** The same but for what is given. */
    ContentLimits but(@Nullable DataSize otherSize, @Nullable List<String> otherTypes) {
        return new ContentLimits(
                otherSize == null ? maxSize : otherSize, otherTypes == null ? refusedTypes : otherTypes);
    }

    /** Why it is not taken, in words for people; empty where it is. */
    public Optional<String> refusal(String name, String contentType, long sizeBytes) {
        return refusal(name, contentType)
                .or(() -> sizeBytes > maxSize.toBytes() ? Optional.of(tooLarge()) : Optional.empty());
    }

    /** The same, while the size is not known. */
    public Optional<String> refusal(String name, String contentType) {
        String lowerName = name.strip().toLowerCase(Locale.ROOT);
        String lowerType = contentType.toLowerCase(Locale.ROOT);
        return refusedTypes.stream()
                .map(refused -> refused.toLowerCase(Locale.ROOT))
                .filter(refused -> refused.startsWith(".") ? lowerName.endsWith(refused) : matches(refused, lowerType))
                .findFirst()
                .map(refused -> "files of this kind (" + refused + ") are not taken");
    }

    /** The reason where it is too large. */
    String tooLarge() {
        return "larger than the " + maxSize.toBytes() + " bytes that are taken";
    }

    private static boolean matches(String refused, String type) {
        return refused.endsWith("/*")
                ? type.startsWith(refused.substring(0, refused.length() - 1))
                : type.equals(refused);
    }
}
