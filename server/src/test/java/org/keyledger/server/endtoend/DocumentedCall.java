package org.keyledger.server.endtoend;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A call of a public document and the response that the document prints.
 *
 * @param origin whether the document contains the call
 * @param title unique in the document
 * @param status the status that the document prints, such as {@code 201 Created}; empty if there is none
 * @param response the JSON that the document prints; empty if there is none
 */
record DocumentedCall(Origin origin, String title, String call, String status, String response) {

    private static final Pattern SECTION =
            Pattern.compile("(?ms)^(==|--|\\+\\+) (.+?)\\n(.*?)(?=^(?:==|--|\\+\\+) |\\z)");
    private static final Pattern RESPONSE = Pattern.compile("(?ms)^->(.*?)\\n(.*)\\z");

    /** Whether the document contains the call. */
    enum Origin {
        PRINTED("==", "Printed"),
        NAMED("--", "Named"),
        ADDED("++", "Added");

        private final String mark;
        private final String text;

        Origin(String mark, String text) {
            this.mark = mark;
            this.text = text;
        }

        String text() {
            return text;
        }

        static Origin of(String mark) {
            return List.of(values()).stream()
                    .filter(origin -> origin.mark.equals(mark))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** The calls of a file in {@code docs/seeds}; {@code calls.sh} describes its format. */
    static List<DocumentedCall> of(String file) {
        var calls = new ArrayList<DocumentedCall>();
        SECTION.matcher(file).results().forEach(section -> {
            var response = RESPONSE.matcher(section.group(3));
            var documented = response.find();
            calls.add(new DocumentedCall(
                    Origin.of(section.group(1)),
                    section.group(2),
                    documented
                            ? section.group(3).substring(0, response.start()).strip()
                            : section.group(3).strip(),
                    documented ? response.group(1).strip() : "",
                    documented ? response.group(2).strip() : ""));
        });
        return calls;
    }

    /** The language of the call, for a fenced block. */
    String language() {
        return title.endsWith("(Python)") ? "python" : title.endsWith("(JavaScript)") ? "javascript" : "bash";
    }
}
