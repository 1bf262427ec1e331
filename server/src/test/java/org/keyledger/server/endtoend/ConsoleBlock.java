package org.keyledger.server.endtoend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A fenced block of a page that is marked {@code console}: commands after {@code "$ "}, each with what it prints. */
record ConsoleBlock(List<Step> steps) {

    private static final Pattern FENCED = Pattern.compile("(?ms)^```console\\n(.*?)^```$");
    private static final String PROMPT = "$ ";

    /** @param printed {@code …} matches any text; on a line of its own, any lines */
    record Step(String command, List<String> printed) {

        /**
         * The difference between this output and the page, if there is one; any output matches a block without output.
         */
        Optional<String> mismatch(String output) {
            var actual = output.lines()
                    .map(String::stripTrailing)
                    .collect(Collectors.joining("\n"))
                    .strip();
            return printed.isEmpty() || pattern().matcher(actual).matches()
                    ? Optional.empty()
                    : Optional.of("$ " + command + "\nprints\n" + actual + "\nand the page says\n"
                            + String.join("\n", printed));
        }

        private Pattern pattern() {
            var wanted = String.join("\n", printed).strip();
            return Pattern.compile(
                    Arrays.stream(wanted.split("…", -1)).map(Pattern::quote).collect(Collectors.joining(".*")),
                    Pattern.DOTALL);
        }
    }

    static List<ConsoleBlock> of(String page) {
        return FENCED.matcher(page)
                .results()
                .map(found -> new ConsoleBlock(steps(found.group(1))))
                .toList();
    }

    private static List<Step> steps(String block) {
        var steps = new ArrayList<Step>();
        for (var line : block.lines().toList()) {
            if (line.startsWith(PROMPT)) {
                steps.add(new Step(line.substring(PROMPT.length()), new ArrayList<>()));
            } else {
                steps.get(steps.size() - 1).printed().add(line.stripTrailing());
            }
        }
        return steps;
    }
}
