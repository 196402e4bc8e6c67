package dev.handover.channel.content;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/** Writes one object of a length that is not known before, in pieces where it is long, so that it is never held as a whole. */
final class S3Upload {

    /** What S3 takes as the smallest piece but the last. */
    private static final int PIECE_BYTES = 5 * 1024 * 1024;

    private final S3Client client;
    private final String bucket;
    private final String key;
    private final String uploadId;
    private final List<CompletedPart> pieces = new ArrayList<>();

    private S3Upload(S3Client client, String bucket, String key) {
        this.client = client;
        this.bucket = bucket;
        this.key = key;
        this.uploadId = client.createMultipartUpload(
                        create -> create.bucket(bucket).key(key))
                .uploadId();
    }

    static void put(S3Client client, String bucket, String key, InputStream content) throws IOException {
        byte[] first = content.readNBytes(PIECE_BYTES);
        if (first.length < PIECE_BYTES) {
            client.putObject(put -> put.bucket(bucket).key(key), RequestBody.fromBytes(first));
        } else {
            new S3Upload(client, bucket, key).inPieces(first, content);
        }
    }

    private void inPieces(byte[] first, InputStream content) throws IOException {
        boolean done = false;
        try {
            for (byte[] piece = first; piece.length > 0; piece = content.readNBytes(PIECE_BYTES)) {
                add(piece);
            }
            client.completeMultipartUpload(complete ->
                    complete.bucket(bucket).key(key).uploadId(uploadId).multipartUpload(all -> all.parts(pieces)));
            done = true;
        } finally {
            if (!done) {
                client.abortMultipartUpload(
                        abort -> abort.bucket(bucket).key(key).uploadId(uploadId));
            }
        }
    }

    private void add(byte[] piece) {
        int number = pieces.size() + 1;
        String tag = client.uploadPart(
                        part -> part.bucket(bucket).key(key).uploadId(uploadId).partNumber(number),
                        RequestBody.fromBytes(piece))
                .eTag();
        pieces.add(CompletedPart.builder().partNumber(number).eTag(tag).build());
    }
}
