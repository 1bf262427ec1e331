package org.keyledger.server;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.keyledger.query.projection.Differences;
import org.keyledger.query.projection.ReadModelRebuild;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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

    @Mixin
    private CommandOutput output;

    @Override
    public Integer call() throws InterruptedException {
        var startedAt = Instant.now();
        try (var context = Keyledger.openContext(RebuildRoleConfiguration.class)) {
            var rebuild = context.getBean(ReadModelRebuild.class);
            var progress = new ProgressReporter(output, "rebuilding");
            if (check) {
                return printDifferences(rebuild.differences(it -> progress.report(it.done(), it.head())));
            }
            var events = rebuild.run(it -> progress.report(it.done(), it.head()));
            output.printOutcome(
                    "The read models are made anew of %d events.",
                    "{\"events\":%d,\"milliseconds\":%d}",
                    events,
                    Duration.between(startedAt, Instant.now()).toMillis());
            return CommandLine.ExitCode.OK;
        }
    }

    private int printDifferences(Differences differences) {
        differences.first().forEach(it -> output.printMessage("%s", it));
        if (differences.count() > differences.first().size()) {
            output.printMessage(
                    "and %d more", differences.count() - differences.first().size());
        }
        output.printOutcome(
                differences.count() == 0
                        ? "All %d documents of the read models are what the events make of them."
                        : "A rebuild would change %2$d of %1$d documents: ./keyledger rebuild",
                "{\"documents\":%d,\"differences\":%d}",
                differences.documents(),
                differences.count());
        return differences.count() == 0 ? CommandLine.ExitCode.OK : DIFFERENT;
    }
}
