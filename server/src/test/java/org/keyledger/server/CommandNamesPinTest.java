package org.keyledger.server;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.ledger.Pins;
import picocli.CommandLine;

@DisplayName("Commands of the operator")
class CommandNamesPinTest {

    @Test
    @DisplayName("have the approved names, options and exit codes")
    void have_the_approved_names_options_and_exit_codes() {
        // given
        var program = Keyledger.commandLine();

        // when
        var lines = described(program, "");

        // then
        Pins.check("commands", "Commands with their parameters, options and exit codes.", lines);
    }

    private static List<String> described(CommandLine command, String before) {
        var spec = command.getCommandSpec();
        var name = before + spec.name();
        var lines = new ArrayList<String>();
        lines.add(name);
        spec.positionalParameters()
                .forEach(it -> lines.add(name + " " + it.paramLabel() + " of " + values(it.completionCandidates())
                        + ", default " + it.defaultValue()));
        spec.options().forEach(it -> lines.add(name + " " + String.join(" ", it.names())));
        spec.usageMessage().exitCodeList().keySet().forEach(code -> lines.add(name + " exits with " + code));
        command.getSubcommands().values().forEach(it -> lines.addAll(described(it, name + " ")));
        return lines;
    }

    private static List<String> values(@Nullable Iterable<String> candidates) {
        var values = new ArrayList<String>();
        if (candidates != null) {
            candidates.forEach(values::add);
        }
        return values;
    }
}
