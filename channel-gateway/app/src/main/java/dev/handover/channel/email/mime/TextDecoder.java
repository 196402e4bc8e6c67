package dev.handover.channel.email.mime;

import com.ibm.icu.text.CharsetDetector;
import com.ibm.icu.text.CharsetMatch;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Bytes to text, whatever character set they claim. A claim is believed when the bytes agree with it; otherwise UTF-8
 * where they are valid UTF-8, else what detection is sure of, else windows-1252.
 */
final class TextDecoder {

    /** @param replaced whether another character set than the claimed one was used, or characters were lost */
    record Decoded(String text, boolean replaced) {}

    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
    private static final int DETECTION_BYTES = 16 * 1024;

    /** Names that Java does not know, and supersets that mail programs mean by the narrower name. */
    private static final Map<String, String> ALIASES = Map.ofEntries(
            Map.entry("ascii", "windows-1252"),
            Map.entry("us-ascii", "windows-1252"),
            Map.entry("ansi_x3.4-1968", "windows-1252"),
            Map.entry("iso-8859-1", "windows-1252"),
            Map.entry("iso8859-1", "windows-1252"),
            Map.entry("iso_8859-1", "windows-1252"),
            Map.entry("latin1", "windows-1252"),
            Map.entry("latin-1", "windows-1252"),
            Map.entry("cp-1252", "windows-1252"),
            Map.entry("ansi", "windows-1252"),
            Map.entry("iso-8859-8-i", "iso-8859-8"),
            Map.entry("iso-8859-8-e", "iso-8859-8"),
            Map.entry("iso-8859-6-i", "iso-8859-6"),
            Map.entry("iso-8859-9", "windows-1254"),
            Map.entry("iso-8859-11", "x-windows-874"),
            Map.entry("tis-620", "x-windows-874"),
            Map.entry("windows-874", "x-windows-874"),
            Map.entry("gb2312", "GB18030"),
            Map.entry("gb_2312-80", "GB18030"),
            Map.entry("gbk", "GB18030"),
            Map.entry("x-gbk", "GB18030"),
            Map.entry("cp936", "GB18030"),
            Map.entry("big5", "Big5-HKSCS"),
            Map.entry("x-big5", "Big5-HKSCS"),
            Map.entry("euc-kr", "x-windows-949"),
            Map.entry("ks_c_5601-1987", "x-windows-949"),
            Map.entry("ksc5601", "x-windows-949"),
            Map.entry("shift_jis", "windows-31j"),
            Map.entry("shift-jis", "windows-31j"),
            Map.entry("sjis", "windows-31j"),
            Map.entry("x-sjis", "windows-31j"),
            Map.entry("cp932", "windows-31j"),
            Map.entry("iso-2022-jp", "x-windows-iso2022jp"),
            Map.entry("iso-2022-jp-ms", "x-windows-iso2022jp"),
            Map.entry("macintosh", "x-MacRoman"),
            Map.entry("mac", "x-MacRoman"),
            Map.entry("x-mac-cyrillic", "x-MacCyrillic"),
            Map.entry("utf8", "UTF-8"),
            Map.entry("utf-8mb4", "UTF-8"),
            Map.entry("unicode-1-1-utf-8", "UTF-8"));

    private TextDecoder() {}

    /** Decodes a body. A missing name with plain ASCII bytes is no problem. */
    static Decoded decode(byte[] bytes, @Nullable String name) {
        String claimed = name == null ? "" : name.trim().toLowerCase(Locale.ROOT);
        if (startsWith(bytes, 0xEF, 0xBB, 0xBF)) {
            return lenient(Arrays.copyOfRange(bytes, 3, bytes.length), StandardCharsets.UTF_8, false);
        }
        if (claimed.equals("utf-7") || claimed.equals("unicode-1-1-utf-7")) {
            return new Decoded(Utf7.decode(new String(bytes, StandardCharsets.ISO_8859_1)), false);
        }
        if (isAscii(bytes) && !claimed.startsWith("utf-16") && !claimed.startsWith("utf-32") && !hasEscapes(bytes)) {
            return new Decoded(new String(bytes, StandardCharsets.US_ASCII), false);
        }
        if (claimed.isEmpty()) {
            return new Decoded(unlabelled(bytes, null), !isUtf8(bytes));
        }
        Optional<Charset> charset = charset(claimed);
        if (charset.isEmpty()) {
            return new Decoded(unlabelled(bytes, null), true);
        }
        return decode(bytes, claimed, charset.get());
    }

    private static Decoded decode(byte[] bytes, String claimed, Charset charset) {
        boolean utf8 = charset.equals(StandardCharsets.UTF_8);
        boolean singleByte = charset.newEncoder().maxBytesPerChar() <= 1.0f;
        if (!utf8 && singleByte && !isAscii(bytes) && isUtf8(bytes)) {
            return new Decoded(new String(bytes, StandardCharsets.UTF_8), true);
        }
        if (singleByte && hasEscapes(bytes)) {
            Optional<String> japanese = strict(bytes, Charset.forName("x-windows-iso2022jp"));
            if (japanese.isPresent()) {
                return new Decoded(japanese.get(), true);
            }
        }
        if (claimed.startsWith("utf-16") && isAscii(bytes) && !contains(bytes, (byte) 0)) {
            return new Decoded(new String(bytes, StandardCharsets.US_ASCII), true);
        }
        if (claimed.endsWith("ascii") && !isAscii(bytes)) {
            return new Decoded(unlabelled(bytes, null), true);
        }
        Optional<String> exact = strict(bytes, charset);
        if (exact.isPresent()) {
            return new Decoded(exact.get(), false);
        }
        Decoded lossy = lenient(bytes, charset, true);
        long lost = lossy.text.chars().filter(c -> c == 0xFFFD).count();
        long kept = lossy.text.chars().filter(c -> c > 0x7F && c != 0xFFFD).count();
        if (lost <= kept / 4 || singleByte) {
            return lossy;
        }
        return new Decoded(unlabelled(bytes, null), true);
    }

    /** Decodes bytes that name no character set, such as 8-bit headers; {@code hint} is one that is likely. */
    static String unlabelled(byte[] bytes, @Nullable String hint) {
        if (isUtf8(bytes) && !hasEscapes(bytes)) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
        if (hasEscapes(bytes)) {
            Optional<String> japanese = strict(bytes, Charset.forName("x-windows-iso2022jp"));
            if (japanese.isPresent()) {
                return japanese.get();
            }
        }
        if (hint != null
                && !hint.equalsIgnoreCase("utf-8")
                && !hint.toLowerCase(Locale.ROOT).endsWith("ascii")) {
            Optional<String> hinted =
                    charset(hint.trim().toLowerCase(Locale.ROOT)).flatMap(c -> strict(bytes, c));
            if (hinted.isPresent()) {
                return hinted.get();
            }
        }
        return detect(bytes).flatMap(c -> strict(bytes, c)).orElseGet(() -> lenient(bytes, WINDOWS_1252, true).text);
    }

    private static Optional<Charset> detect(byte[] bytes) {
        byte[] sample = bytes.length > DETECTION_BYTES ? Arrays.copyOf(bytes, DETECTION_BYTES) : bytes;
        CharsetMatch match = new CharsetDetector().setText(sample).detect();
        if (match == null) {
            return Optional.empty();
        }
        String name = match.getName().toLowerCase(Locale.ROOT);
        boolean likely = switch (name) {
            case "big5", "gb18030", "euc-jp", "euc-kr", "shift_jis" -> match.getConfidence() >= 30;
            case "utf-16be", "utf-16le", "utf-32be", "utf-32le" -> match.getConfidence() >= 80;
            default -> match.getConfidence() >= 25 && !name.startsWith("ibm") && !name.startsWith("iso-2022");
        };
        return likely ? charset(name) : Optional.empty();
    }

    static Optional<Charset> charset(String claimed) {
        String name = ALIASES.getOrDefault(claimed, claimed);
        if (name.startsWith("win-") || name.startsWith("cp-12")) {
            name = "windows-" + name.substring(name.indexOf('-') + 1);
        }
        try {
            return Optional.of(Charset.forName(name));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            return Optional.empty();
        }
    }

    static boolean isUtf8(byte[] bytes) {
        return strict(bytes, StandardCharsets.UTF_8).isPresent();
    }

    static boolean isAscii(byte[] bytes) {
        for (byte b : bytes) {
            if (b < 0) {
                return false;
            }
        }
        return true;
    }

    /** Escape sequences of ISO-2022-JP, which are plain ASCII bytes. */
    private static boolean hasEscapes(byte[] bytes) {
        for (int i = 0; i + 2 < bytes.length; i++) {
            if (bytes[i] == 0x1B && (bytes[i + 1] == '$' || bytes[i + 1] == '(')) {
                return true;
            }
        }
        return false;
    }

    private static boolean contains(byte[] bytes, byte wanted) {
        for (byte b : bytes) {
            if (b == wanted) {
                return true;
            }
        }
        return false;
    }

    private static Optional<String> strict(byte[] bytes, Charset charset) {
        try {
            return Optional.of(charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException notThat) {
            return Optional.empty();
        }
    }

    private static Decoded lenient(byte[] bytes, Charset charset, boolean replaced) {
        return new Decoded(new String(bytes, charset), replaced);
    }

    private static boolean startsWith(byte[] bytes, int... prefix) {
        if (bytes.length < prefix.length) {
            return false;
        }
        for (int i = 0; i < prefix.length; i++) {
            if ((bytes[i] & 0xFF) != prefix[i]) {
                return false;
            }
        }
        return true;
    }
}
