package org.keyledger.gateway.openapi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Text of the document: paragraphs separated by an empty line, code between backticks. */
record Prose(List<Paragraph> paragraphs) {

    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    record Paragraph(List<Span> spans) {}

    record Span(String text, boolean code) {}

    static Prose parse(String text) {
        return new Prose(Arrays.stream(text.strip().split("\n\n"))
                .filter(paragraph -> !paragraph.isEmpty())
                .map(Prose::paragraph)
                .toList());
    }

    static Paragraph paragraph(String text) {
        var spans = new ArrayList<Span>();
        var code = CODE.matcher(text);
        var end = 0;
        while (code.find()) {
            spans.add(new Span(text.substring(end, code.start()), false));
            spans.add(new Span(code.group(1), true));
            end = code.end();
        }
        spans.add(new Span(text.substring(end), false));
        return new Paragraph(spans);
    }
}
