package dev.handover.channel.content;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobApiMetadata;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStore;
import org.jclouds.blobstore.BlobStoreContext;
import org.jclouds.blobstore.domain.StorageMetadata;
import org.jclouds.blobstore.options.ListContainerOptions;

/** A server that speaks S3, with signed requests, and keeps its objects in memory. */
final class ObjectStore implements AutoCloseable {

    private static final String BUCKET = "contents";

    private final BlobStore objects = ContextBuilder.newBuilder(new TransientNio2BlobApiMetadata())
            .credentials("none", "none")
            .build(BlobStoreContext.class)
            .getBlobStore();
    private S3Proxy server = server(0);
    private final int port;

    ObjectStore() {
        objects.createContainerInLocation(null, BUCKET);
        start();
        port = server.getPort();
    }

    private S3Proxy server(int port) {
        return S3Proxy.builder()
                .blobStore(objects)
                .endpoint(URI.create("http://127.0.0.1:" + port))
                .awsAuthentication(AuthenticationType.AWS_V4, "key", "secret of the store")
                .build();
    }

    private void start() {
        try {
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** The settings of a gateway that uses it. */
    Map<String, Object> settings() {
        return Map.of(
                "handover.content.store", "s3",
                "handover.content.s3.endpoint", "http://127.0.0.1:" + port,
                "handover.content.s3.bucket", BUCKET,
                "handover.content.s3.path-style", "true",
                "handover.content.s3.access-key", "key",
                "handover.content.s3.secret-key", "secret of the store");
    }

    /** The names of the objects of one owner. */
    List<String> of(Object owner) {
        return objects
                .list(BUCKET, ListContainerOptions.Builder.prefix(owner + "/").recursive())
                .stream()
                .map(StorageMetadata::getName)
                .toList();
    }

    void goAway() {
        close();
    }

    void comeBack() {
        server = server(port);
        start();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
