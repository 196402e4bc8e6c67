package dev.handover.local.door;

import dev.handover.local.Ports;
import dev.handover.local.Service;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/** The part `front-door`. */
public final class FrontDoorMain {

    private FrontDoorMain() {}

    /** Argument: the installation's first port. */
    public static void main(String[] args) {
        Ports ports = new Ports(Integer.parseInt(args[0]));
        Map<String, URI> services = new LinkedHashMap<>();
        for (Service service : Service.values()) {
            services.put(service.prefix(), URI.create("http://127.0.0.1:" + ports.service(service)));
        }
        FrontDoor door = new FrontDoor(ports.frontDoor(), services);
        Runtime.getRuntime().addShutdownHook(new Thread(door::stop));
        door.start();
    }
}
