package dev.handover.local;

import dev.handover.local.issuer.Tokens;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints a bearer token of a demo person. */
@Command(
        name = "token",
        description = "print a bearer token: owner, amelie, ben, agent, service",
        mixinStandardHelpOptions = true)
final class TokenCommand implements Callable<Integer> {

    @Parameters(paramLabel = "NAME", description = "owner, amelie, ben, agent or service; with --role any name")
    private String name = "";

    @Option(names = "--workspace", paramLabel = "KEY", description = "another workspace than acme")
    private @Nullable String workspace;

    @Option(names = "--role", paramLabel = "ROLE", description = "another role than the person's own")
    private @Nullable String role;

    @Mixin
    private DataOption data = new DataOption();

    @Override
    public Integer call() {
        System.out.println(Tokens.of(data.installation()).tokenOf(name, workspace, role));
        return 0;
    }
}
