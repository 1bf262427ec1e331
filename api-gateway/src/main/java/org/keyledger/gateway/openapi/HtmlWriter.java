package org.keyledger.gateway.openapi;

import java.util.regex.Pattern;
import org.springframework.web.util.HtmlUtils;

/** Writes HTML; all texts are escaped. */
final class HtmlWriter {

    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private final StringBuilder written = new StringBuilder();

    /** Appends markup without escaping; only for literals. */
    HtmlWriter raw(String markup) {
        written.append(markup);
        return this;
    }

    HtmlWriter text(String text) {
        written.append(HtmlUtils.htmlEscape(text));
        return this;
    }

    HtmlWriter element(String tag, String text) {
        return raw("<" + tag + ">").text(text).raw("</" + tag + ">");
    }

    HtmlWriter link(String href, String text) {
        return raw("<a href=\"").text(href).raw("\">").text(text).raw("</a>");
    }

    /** One paragraph per paragraph of the text; text in backticks becomes code. */
    HtmlWriter prose(String text) {
        for (var paragraph : text.strip().split("\n\n")) {
            raw("<p>").inline(paragraph).raw("</p>");
        }
        return this;
    }

    HtmlWriter inline(String text) {
        return raw(CODE.matcher(HtmlUtils.htmlEscape(text)).replaceAll("<code>$1</code>"));
    }

    @Override
    public String toString() {
        return written.toString();
    }
}
