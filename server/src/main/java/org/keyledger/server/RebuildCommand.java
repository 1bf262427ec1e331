package org.keyledger.server;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.keyledger.query.projection.Differences;
import org.keyledger.query.projection.ReadModelRebuild;
import org.keyledger.query.verifier.VerifierSettings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code keyledger rebuild}: builds the read models from the ledger. */
@Command(
        name = "rebuild",
        mixinStandardHelpOptions = true,
        description = {
            "Rebuild the read models from all events of the ledger. Stop the service first.",
            "The old read models are replaced when the new ones are complete. A rebuild that is",
            "interrupted changes nothing; start it again. A damaged views.db is set aside.",
            "The verifier's snapshot is deleted: the next start builds it from the events too."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:rebuilt; with --check: the read models are correct",
            "1:failed; the read models were not changed",
            "3:with --check: a rebuild would change the read models"
        })
final class RebuildCommand implements Callable<Integer> {

    private static final int DIFFERENCES_FOUND = 3;

    @Option(names = "--check", description = "Change nothing; print what a rebuild would change.")
    private boolean check;

    @Mixin
    private CommandOutput output;

    @Override
    public Integer call() throws InterruptedException, IOException {
        var startedAt = Instant.now();
        var configuration = check ? RebuildCommandConfiguration.class : ReplacingRebuildConfiguration.class;
        try (var context = Keyledger.openContext(configuration)) {
            var rebuild = context.getBean(ReadModelRebuild.class);
            var progress = new ProgressReporter(output, "rebuilding");
            if (check) {
                return printDifferences(rebuild.differences(step -> progress.report(step.done(), step.head())));
            }
            var events = rebuild.run(step -> progress.report(step.done(), step.head()));
            Files.deleteIfExists(context.getBean(VerifierSettings.class).snapshot());
            output.printOutcome(
                    "Read models rebuilt from %d events.",
                    "{\"events\":%d,\"milliseconds\":%d}",
                    events,
                    Duration.between(startedAt, Instant.now()).toMillis());
            return CommandLine.ExitCode.OK;
        }
    }

    private int printDifferences(Differences differences) {
        differences.first().forEach(difference -> output.printMessage("%s", difference));
        if (differences.count() > differences.first().size()) {
            output.printMessage(
                    "and %d more differences",
                    differences.count() - differences.first().size());
        }
        output.printOutcome(
                differences.count() == 0
                        ? "All %d documents of the read models match the events."
                        : "A rebuild would change %2$d of %1$d documents. To rebuild: ./keyledger rebuild",
                "{\"documents\":%d,\"differences\":%d}",
                differences.documents(),
                differences.count());
        return differences.count() == 0 ? CommandLine.ExitCode.OK : DIFFERENCES_FOUND;
    }
}
