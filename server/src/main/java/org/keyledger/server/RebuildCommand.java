package org.keyledger.server;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.keyledger.query.projecting.Differences;
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
            "The old ones stand until the new ones are whole. Stop the service first.",
            "Cut short, it leaves the old ones as they were; the next one begins anew."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:done; with --check, the read models are what the events make of them",
            "1:it could not be done, and nothing was changed",
            "3:with --check, a rebuild would change something"
        })
final class RebuildCommand implements Callable<Integer> {

    private static final int DIFFERENT = 3;

    @Option(names = "--check", description = "Change nothing; tell what a rebuild would change.")
    private boolean check;

    @Option(names = "--json", description = "Tell the outcome as one line of JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        var began = Instant.now();
        var progress = new Console(spec.commandLine().getErr());
        try (var context = Keyledger.opened(RebuildRole.class)) {
            var rebuild = context.getBean(Rebuild.class);
            if (check) {
                return told(rebuild.differences(progress::tell));
            }
            rebuild.run(progress::tell);
            spec.commandLine().getOut().println(outcome(progress.events, Duration.between(began, Instant.now())));
            return CommandLine.ExitCode.OK;
        }
    }

    private int told(Differences differences) {
        var err = spec.commandLine().getErr();
        differences.first().forEach(err::println);
        if (differences.count() > differences.first().size()) {
            err.printf(
                    "and %d more%n", differences.count() - differences.first().size());
        }
        spec.commandLine().getOut().println(outcome(differences));
        return differences.count() == 0 ? CommandLine.ExitCode.OK : DIFFERENT;
    }

    private String outcome(Differences differences) {
        if (json) {
            return "{\"documents\":%d,\"differences\":%d}".formatted(differences.documents(), differences.count());
        }
        return differences.count() == 0
                ? "All %d documents of the read models are what the events make of them."
                        .formatted(differences.documents())
                : "A rebuild would change %d of %d documents: ./keyledger rebuild"
                        .formatted(differences.count(), differences.documents());
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
