package org.keyledger.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@DisplayName("Printing results and progress of operator commands")
class CommandOutputTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void prints_the_outcome_as_text() {
        given().printOutcome("%d of %s", "{\"n\":%d,\"of\":\"%s\"}", 7, "nine");

        assertThat(out).hasToString("7 of nine%n".formatted());
        assertThat(err).hasToString("");
    }

    @Test
    void prints_the_outcome_as_json() {
        given("--json").printOutcome("%d of %s", "{\"n\":%d,\"of\":\"%s\"}", 7, "nine");

        assertThat(out).hasToString("{\"n\":7,\"of\":\"nine\"}%n".formatted());
    }

    @Test
    void prints_everything_else_to_stderr() {
        var console = given("--json");
        console.printMessage("%d are lost", 2);
        console.prompt("Sure? ");

        assertThat(err).hasToString("2 are lost%nSure? ".formatted());
        assertThat(out).hasToString("");
    }

    @Test
    void reports_progress_rarely_and_always_at_the_end() {
        var advance = new ProgressReporter(given(), "reading");
        for (var done = 0; done <= 5_000; done++) {
            advance.report(done, 5_000);
        }

        assertThat(err.toString().lines())
                .hasSizeLessThan(1_000)
                .last()
                .asString()
                .matches("reading: 5000 of 5000 events \\(100%\\), \\d+/s");
    }

    @Test
    void completes_immediately_with_nothing_to_do() {
        new ProgressReporter(given(), "reading").report(0, 0);

        assertThat(err).hasToString("reading: 0 of 0 events (100%%), 0/s%n".formatted());
    }

    private CommandOutput given(String... arguments) {
        var command = new TestCommand();
        new CommandLine(command)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .parseArgs(arguments);
        return command.output;
    }

    @Command
    private static final class TestCommand {

        @Mixin
        private CommandOutput output;
    }
}
