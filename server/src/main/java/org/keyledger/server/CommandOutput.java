package org.keyledger.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Output of an operator command: the result goes to stdout, as text or as JSON, everything else to stderr. */
final class CommandOutput {

    @Option(names = "--json", description = "Print the result as one line of JSON.")
    private boolean json;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** Prints one of the two forms. Both are filled with the same values. */
    void printOutcome(String text, String asJson, Object... values) {
        command.commandLine().getOut().println((json ? asJson : text).formatted(values));
    }

    void printMessage(String text, Object... values) {
        err().println(text.formatted(values));
        err().flush();
    }

    /** Prints without a line break, so that the answer is typed on the same line. */
    void prompt(String question) {
        err().print(question);
        err().flush();
    }

    /** Whether the operator types yes. */
    boolean confirm(String question) {
        prompt(question);
        try {
            var answer = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())).readLine();
            return answer != null && answer.strip().equalsIgnoreCase("yes");
        } catch (IOException e) {
            return false;
        }
    }

    private PrintWriter err() {
        return command.commandLine().getErr();
    }
}
