package dev.handover.local;

import dev.handover.local.mail.SmtpDelivery;
import dev.handover.local.supervise.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Delivers a raw message to the local mail server, as a customer's server would. */
@Command(name = "send-email", description = "deliver a raw message by SMTP", mixinStandardHelpOptions = true)
final class SendEmailCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE.eml", description = "the message, headers and body; sent unchanged")
    private Path file = Path.of("");

    @Option(
            names = "--to",
            paramLabel = "ADDRESS",
            defaultValue = "support@acme.test",
            description = "the recipient (default: support@acme.test)")
    private String to = "";

    @Mixin
    private DataOption data = new DataOption();

    @Override
    public Integer call() {
        Installation installation = data.installation();
        State state = State.of(installation)
                .filter(State::running)
                .orElseThrow(() -> new LauncherFailure("handover is not running in " + installation.data()));
        byte[] message;
        try {
            message = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new LauncherFailure("can't read " + file + ": " + e, e);
        }
        SmtpDelivery.deliver(state.smtpPort(), message, to);
        System.err.println("delivered " + message.length + " bytes to " + to);
        return 0;
    }
}
