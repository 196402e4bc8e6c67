package dev.handover.local;

import java.nio.file.Path;

/** The five services: where their jars lie, what path they serve, what their database is called. */
public enum Service {
    TICKET("ticket-service", "ticket-service/app", "tickets", 384),
    ROUTING("routing-service", "routing-service/app", "routing", 256),
    CHANNEL("channel-gateway", "channel-gateway/app", "channels", 320),
    NOTIFICATION("notification-service", "notification-service", "notifications", 256),
    QUERY("query-service", "query-service", "query", 384);

    private final String partName;
    private final String module;
    private final String prefix;
    private final int heapMb;

    Service(String partName, String module, String prefix, int heapMb) {
        this.partName = partName;
        this.module = module;
        this.prefix = prefix;
        this.heapMb = heapMb;
    }

    public String partName() {
        return partName;
    }

    /** The first segment of every path that it serves. */
    public String prefix() {
        return prefix;
    }

    /** The name of its database, and the first part of its two roles' names. */
    public String database() {
        return partName.replace('-', '_');
    }

    public int heapMb() {
        return heapMb;
    }

    public Path jar(Path root) {
        return root.resolve(module).resolve("target").resolve(partName + ".jar");
    }
}
