package dev.handover.local;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line `./handover`. What a command promises on standard output is alone there. */
@Command(
        name = "handover",
        description = "Handover on this machine: embedded Kafka and PostgreSQL, a mail server, the five services.",
        mixinStandardHelpOptions = true,
        version = "0.1.0",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            LogsCommand.class,
            DemoCommand.class,
            TokenCommand.class,
            SendEmailCommand.class,
            BenchCommand.class
        })
public final class Launcher {

    private Launcher() {}

    public static void main(String[] args) {
        CommandLine line = new CommandLine(new Launcher());
        line.setExecutionExceptionHandler((failure, _, _) -> {
            if (failure instanceof LauncherFailure known) {
                System.err.println("handover: " + known.getMessage());
            } else {
                failure.printStackTrace(System.err);
            }
            return 1;
        });
        int code = args.length == 0 ? usage(line) : line.execute(args);
        System.exit(code);
    }

    private static int usage(CommandLine line) {
        line.usage(System.err);
        return CommandLine.ExitCode.USAGE;
    }
}
