package org.keyledger.server.endtoend;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A call that a public document prints or names, and the response that it prints.
 *
 * @param heading starts with {@code ==} for a printed call and {@code --} for a named one
 * @param answer the printed response; empty if there is none
 */
record DocumentedCall(String heading, String call, String answer) {

    static List<DocumentedCall> of(String file) {
        return sections(file).stream()
                .map(section -> {
                    var lines = section.lines().toList();
                    var end = 1;
                    while (lines.get(end).endsWith("\\")) {
                        end++;
                    }
                    return new DocumentedCall(
                            lines.get(0),
                            String.join("\n", lines.subList(1, end + 1)),
                            String.join("\n", lines.subList(end + 1, lines.size())));
                })
                .toList();
    }

    /** Each sample starts with its heading and ends before an empty line. */
    static List<String> sections(String text) {
        var sections = new ArrayList<String>();
        for (var part : text.split("(?m)^(?=(==|--) )")) {
            if (part.startsWith("==") || part.startsWith("--")) {
                sections.add(part.lines().filter(line -> !line.isBlank()).collect(Collectors.joining("\n")));
            }
        }
        return sections;
    }

    boolean isPrinted() {
        return heading.startsWith("==");
    }

    String title() {
        return heading.substring(3);
    }
}
