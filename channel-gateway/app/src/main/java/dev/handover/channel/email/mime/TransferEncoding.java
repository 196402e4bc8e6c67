package dev.handover.channel.email.mime;

import dev.handover.channel.content.ByteRange;
import java.io.InputStream;
import java.util.Locale;
import org.apache.james.mime4j.codec.Base64InputStream;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.QuotedPrintableInputStream;

/** How the bytes of a part travel (RFC 2045 §6). */
enum TransferEncoding {
    NONE,
    BASE64,
    QUOTED_PRINTABLE;

    static TransferEncoding named(String header) {
        String name = header.toLowerCase(Locale.ROOT);
        if (name.startsWith("base64")) {
            return BASE64;
        }
        return name.startsWith("quoted-printable") ? QUOTED_PRINTABLE : NONE;
    }

    /** The bytes as they were before; the monitor is told what is broken. */
    InputStream undo(ByteRange encoded, DecodeMonitor monitor) {
        return switch (this) {
            case NONE -> encoded.stream();
            case BASE64 -> new Base64InputStream(encoded.stream(), monitor);
            case QUOTED_PRINTABLE -> new QuotedPrintableInputStream(encoded.stream(), monitor);
        };
    }
}
