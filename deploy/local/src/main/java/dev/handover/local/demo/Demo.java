package dev.handover.local.demo;

import dev.handover.local.Installation;
import dev.handover.local.Ports;
import java.util.function.Consumer;

/** The main job, played on screen. */
public final class Demo {

    private final Installation installation;
    private final Ports ports;
    private final Consumer<String> screen;

    public Demo(Installation installation, Ports ports, Consumer<String> screen) {
        this.installation = installation;
        this.ports = ports;
        this.screen = screen;
    }

    public void play() {
        screen.accept(installation + " " + ports);
    }
}
