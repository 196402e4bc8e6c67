package dev.handover.channel.content;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.dao.TransientDataAccessResourceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;

/** Contents as objects of an S3-compatible store, each under the id that it belongs to and its part. */
final class S3Contents implements Contents, AutoCloseable {

    static final String STORE = "s3";

    private final S3Client client;
    private final String bucket;
    private final ContentRemovals removals;

    S3Contents(S3Client client, String bucket, ContentRemovals removals) {
        this.client = client;
        this.bucket = bucket;
        this.removals = removals;
    }

    @Override
    public String store() {
        return STORE;
    }

    @Override
    public boolean transactional() {
        return false;
    }

    private static String name(ContentKey key) {
        return key.owner() + "/" + (key.part() == Content.RAW ? "raw" : Integer.toString(key.part()));
    }

    @Override
    public Map<Integer, String> put(UUID owner, List<Content> contents) {
        removals.expect(
                STORE,
                contents.stream()
                        .map(content -> new ContentKey(owner, content.part()))
                        .toList());
        Map<Integer, String> hashes = new HashMap<>();
        for (Content content : contents) {
            try (HashingStream stream = new HashingStream(content.stream().get())) {
                S3Upload.put(client, bucket, name(new ContentKey(owner, content.part())), stream);
                hashes.put(content.part(), stream.sha256Hex());
            } catch (IOException e) {
                throw new UncheckedIOException("what was read once is read again", e);
            } catch (SdkException e) {
                throw new TransientDataAccessResourceException("the object store does not take a content now", e);
            }
        }
        return hashes;
    }

    @Override
    public void keep(Collection<ContentKey> keys) {
        removals.strike(STORE, keys);
    }

    @Override
    public InputStream open(ContentKey key, long sizeBytes) {
        return new ObjectStream(() -> client.getObject(get -> get.bucket(bucket).key(name(key))));
    }

    @Override
    public void delete(Collection<ContentKey> keys) {
        removals.add(STORE, keys);
    }

    /** Removes some of what is due; whether there may be more. */
    boolean removeDue() {
        return removals.removeDue(STORE, this::remove);
    }

    /** One by one: what many are removed with at once is signed in ways that some stores don't know. */
    private void remove(List<ContentKey> keys) {
        try {
            for (ContentKey key : keys) {
                client.deleteObject(delete -> delete.bucket(bucket).key(name(key)));
            }
        } catch (SdkException e) {
            throw new TransientDataAccessResourceException("the object store removes nothing now", e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
