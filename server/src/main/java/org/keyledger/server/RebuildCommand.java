package org.keyledger.server;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.keyledger.query.projecting.Rebuild;
import org.keyledger.query.projecting.Rebuild.Progress;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code keyledger rebuild}: fills the read models anew. Progress goes to stderr, the outcome to stdout. */
@Command(
        name = "rebuild",
        mixinStandardHelpOptions = true,
        description = {
            "Fill the read models anew from the first event of the ledger.",
            "The old ones stand until the new ones are whole. Stop the service first."
        })
final class RebuildCommand implements Callable<Integer> {

    @Option(names = "--json", description = "Tell the outcome as one line of JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        var began = Instant.now();
        var progress = new Console(spec.commandLine().getErr());
        try (var context = Keyledger.opened(RebuildRole.class)) {
            context.getBean(Rebuild.class).run(progress::tell);
            spec.commandLine().getOut().println(outcome(progress.events, Duration.between(began, Instant.now())));
            return CommandLine.ExitCode.OK;
        }
    }

    private String outcome(long events, Duration taken) {
        return json
                ? "{\"events\":%d,\"milliseconds\":%d}".formatted(events, taken.toMillis())
                : "The read models are made anew of %d events.".formatted(events);
    }

    /** One line for each report. */
    private static final class Console {

        private final PrintWriter err;
        private long events;

        private Console(PrintWriter err) {
            this.err = err;
        }

        private void tell(Progress progress) {
            events = progress.head();
            err.printf(
                    "rebuilding: %d of %d events (%d%%), %d a second%n",
                    progress.done(), progress.head(), percent(progress), progress.perSecond());
            err.flush();
        }

        private static long percent(Progress progress) {
            return progress.head() == 0 ? 100 : progress.done() * 100 / progress.head();
        }
    }
}
