package dev.handover.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.Map;

/** Every port of an installation, counted upwards from the front door's. */
public record Ports(int frontDoor) {

    public Ports {
        if (frontDoor < 1 || frontDoor > 65_500) {
            throw new LauncherFailure("--port must lie between 1 and 65500: " + frontDoor);
        }
    }

    public int service(Service service) {
        return frontDoor + 1 + service.ordinal();
    }

    public int management(Service service) {
        return frontDoor + 6 + service.ordinal();
    }

    public int kafka() {
        return frontDoor + 11;
    }

    public int kafkaController() {
        return frontDoor + 12;
    }

    public int kafkaHealth() {
        return frontDoor + 13;
    }

    public int postgresql() {
        return frontDoor + 14;
    }

    public int smtp() {
        return frontDoor + 15;
    }

    public int imap() {
        return frontDoor + 16;
    }

    public int issuer() {
        return frontDoor + 17;
    }

    public String url() {
        return "http://localhost:" + frontDoor;
    }

    public String issuerUrl() {
        return "http://127.0.0.1:" + issuer();
    }

    /** Refuses when a port is taken, naming it and what it is for. */
    public void requireFree() {
        named().forEach((name, port) -> {
            try (ServerSocket socket = new ServerSocket()) {
                socket.setReuseAddress(true);
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            } catch (IOException e) {
                throw new LauncherFailure(
                        "port %d (%s) is taken: stop what listens there, or choose other ports with --port"
                                .formatted(port, name),
                        e);
            }
        });
    }

    private Map<String, Integer> named() {
        Map<String, Integer> named = new LinkedHashMap<>();
        named.put("front-door", frontDoor);
        for (Service service : Service.values()) {
            named.put(service.partName(), service(service));
            named.put(service.partName() + " management", management(service));
        }
        named.put("kafka", kafka());
        named.put("kafka controller", kafkaController());
        named.put("kafka health", kafkaHealth());
        named.put("postgresql", postgresql());
        named.put("mail SMTP", smtp());
        named.put("mail IMAP", imap());
        named.put("issuer", issuer());
        return named;
    }
}
