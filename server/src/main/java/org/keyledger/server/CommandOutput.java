package org.keyledger.server;

import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where a command of the operator speaks: its outcome goes to stdout, as text or as JSON, all else to stderr. */
final class CommandOutput {

    @Option(names = "--json", description = "Tell the outcome as one line of JSON.")
    private boolean json;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** Both forms are filled with the same values. */
    void printOutcome(String text, String asJson, Object... values) {
        command.commandLine().getOut().println((json ? asJson : text).formatted(values));
    }

    void printMessage(String text, Object... values) {
        err().println(text.formatted(values));
        err().flush();
    }

    /** Leaves room for an answer in the same line. */
    void prompt(String question) {
        err().print(question);
        err().flush();
    }

    private PrintWriter err() {
        return command.commandLine().getErr();
    }
}
