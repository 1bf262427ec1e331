package org.keyledger.gateway.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.Map;

/**
 * A template in {@code src/main/jte}, compiled with this module. Every value is escaped for the place where it appears:
 * text, attribute or style.
 *
 * @param name the path below {@code src/main/jte}, without the suffix
 */
public record HtmlTemplate(String name) {

    private static final TemplateEngine ENGINE = TemplateEngine.createPrecompiled(
            null, ContentType.Html, HtmlTemplate.class.getClassLoader(), "org.keyledger.gateway");

    /** @param values by the names of the template's parameters */
    public String render(Map<String, Object> values) {
        var output = new StringOutput();
        ENGINE.render(name + ".jte", values, output);
        return output.toString();
    }
}
