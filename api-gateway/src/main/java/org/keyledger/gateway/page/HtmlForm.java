package org.keyledger.gateway.page;

import java.util.Map;

/**
 * A form with one input field and one button, usable without JavaScript and with a screen reader.
 *
 * @param action path of the POST request
 * @param hidden hidden fields
 * @param problem error message for the previous submission; empty for a new form
 */
public record HtmlForm(String action, Map<String, String> hidden, Question question, String problem, String button) {

    /**
     * @param type the input's {@code type} attribute
     * @param autocomplete the input's {@code autocomplete} attribute (HTML, section 4.10.18.7)
     */
    public record Question(String name, String label, String hint, String type, String autocomplete, String answer) {}

    public HtmlForm {
        hidden = Map.copyOf(hidden);
    }

    String html() {
        var html = new StringBuilder("<form method=\"post\" action=\"%s\">".formatted(HtmlPage.escaped(action)));
        hidden.forEach((name, value) -> html.append("<input type=\"hidden\" name=\"%s\" value=\"%s\">"
                .formatted(HtmlPage.escaped(name), HtmlPage.escaped(value))));
        var name = HtmlPage.escaped(question.name());
        html.append("<label for=\"%s\">%s</label>".formatted(name, HtmlPage.escaped(question.label())));
        html.append("<p class=\"hint\" id=\"hint\">%s</p>".formatted(HtmlPage.escaped(question.hint())));
        if (!problem.isEmpty()) {
            html.append("<p class=\"error\" id=\"problem\" role=\"alert\">%s</p>".formatted(HtmlPage.escaped(problem)));
        }
        html.append("<input id=\"%1$s\" name=\"%1$s\" type=\"%2$s\" autocomplete=\"%3$s\" value=\"%4$s\" required %5$s>"
                .formatted(
                        name,
                        HtmlPage.escaped(question.type()),
                        HtmlPage.escaped(question.autocomplete()),
                        HtmlPage.escaped(question.answer()),
                        problem.isEmpty()
                                ? "aria-describedby=\"hint\""
                                : "aria-describedby=\"problem hint\" aria-invalid=\"true\" autofocus"));
        return html.append("<button>%s</button></form>".formatted(HtmlPage.escaped(button)))
                .toString();
    }

    /** Without fields, because a hidden field may be a token. */
    @Override
    public String toString() {
        return "HtmlForm[" + action + "]";
    }
}
