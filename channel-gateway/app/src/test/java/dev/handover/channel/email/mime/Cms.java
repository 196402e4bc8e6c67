package dev.handover.channel.email.mime;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Writes a CMS SignedData around content, without any signer. */
final class Cms {

    private static final byte[] PKCS7 = {0x2A, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xF7, 0x0D, 0x01, 0x07};

    private Cms() {}

    static byte[] signed(byte[] content, boolean indefinite) {
        byte[] octets = indefinite
                ? element(
                        0x24,
                        true,
                        element(0x04, false, Arrays.copyOf(content, 10)),
                        element(0x04, false, Arrays.copyOfRange(content, 10, content.length)))
                : element(0x04, false, content);
        byte[] info = element(0x30, indefinite, id(1), element(0xA0, indefinite, octets));
        byte[] algorithms = element(0x31, false, element(0x30, false, id(5)));
        byte[] signed =
                element(0x30, indefinite, element(0x02, false, new byte[] {1}), algorithms, info, element(0x31, false));
        return element(0x30, indefinite, id(2), element(0xA0, indefinite, signed));
    }

    private static byte[] id(int last) {
        byte[] id = Arrays.copyOf(PKCS7, PKCS7.length + 1);
        id[PKCS7.length] = (byte) last;
        return element(0x06, false, id);
    }

    private static byte[] element(int tag, boolean indefinite, byte[]... contents) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] content : contents) {
            all.writeBytes(content);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (indefinite) {
            out.write(0x80);
        } else if (all.size() < 0x80) {
            out.write(all.size());
        } else {
            out.writeBytes(new byte[] {(byte) 0x82, (byte) (all.size() >> 8), (byte) all.size()});
        }
        out.writeBytes(all.toByteArray());
        if (indefinite) {
            out.writeBytes(new byte[2]);
        }
        return out.toByteArray();
    }
}
