package org.keyledger.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class CommandOutputTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void tells_people_the_outcome_in_words() {
        given().outcome("%d of %s", "{\"n\":%d,\"of\":\"%s\"}", 7, "nine");

        assertThat(out).hasToString("7 of nine%n".formatted());
        assertThat(err).hasToString("");
    }

    @Test
    void tells_programs_the_outcome_as_json() {
        given("--json").outcome("%d of %s", "{\"n\":%d,\"of\":\"%s\"}", 7, "nine");

        assertThat(out).hasToString("{\"n\":7,\"of\":\"nine\"}%n".formatted());
    }

    @Test
    void keeps_all_else_away_from_the_outcome() {
        var console = given("--json");
        console.say("%d are lost", 2);
        console.ask("Sure? ");

        assertThat(err).hasToString("2 are lost%nSure? ".formatted());
        assertThat(out).hasToString("");
    }

    @Test
    void says_how_far_it_is_seldom_and_at_its_end_in_any_case() {
        var advance = new ProgressReporter(given(), "reading");
        for (var done = 0; done <= 5_000; done++) {
            advance.to(done, 5_000);
        }

        assertThat(err.toString().lines())
                .hasSizeLessThan(1_000)
                .last()
                .asString()
                .matches("reading: 5000 of 5000 events \\(100%\\), \\d+ a second");
    }

    @Test
    void is_through_with_nothing_at_once() {
        new ProgressReporter(given(), "reading").to(0, 0);

        assertThat(err).hasToString("reading: 0 of 0 events (100%%), 0 a second%n".formatted());
    }

    private CommandOutput given(String... arguments) {
        var command = new TestCommand();
        new CommandLine(command)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .parseArgs(arguments);
        return command.console;
    }

    @Command
    private static final class TestCommand {

        @Mixin
        private CommandOutput console;
    }
}
