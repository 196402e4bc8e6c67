package dev.handover.channel.content;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** Reads an object, which is asked for when its first byte is wanted. */
final class ObjectStream extends InputStream {

    private final Supplier<ResponseInputStream<GetObjectResponse>> source;
    private @Nullable ResponseInputStream<GetObjectResponse> opened;
    private boolean ended;

    ObjectStream(Supplier<ResponseInputStream<GetObjectResponse>> source) {
        this.source = source;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int count) throws IOException {
        try {
            ResponseInputStream<GetObjectResponse> stream = opened;
            if (stream == null) {
                stream = source.get();
                opened = stream;
            }
            int some = stream.read(into, offset, count);
            ended = some < 0;
            return some;
        } catch (SdkException e) {
            throw new IOException("a stored content can't be read now, or has gone", e);
        }
    }

    /** What is left unread is not fetched. */
    @Override
    public void close() throws IOException {
        ResponseInputStream<GetObjectResponse> stream = opened;
        if (stream != null && ended) {
            stream.close();
        } else if (stream != null) {
            stream.abort();
        }
    }
}
