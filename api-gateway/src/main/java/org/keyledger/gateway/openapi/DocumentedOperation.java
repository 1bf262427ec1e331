package org.keyledger.gateway.openapi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An operation as the page shows it.
 *
 * @param authentication the accepted credentials
 * @param body of the request, if the operation has one
 * @param trial a form that sends the request, unless the response is a page
 */
record DocumentedOperation(
        String id,
        String method,
        String path,
        String summary,
        Prose description,
        String authentication,
        List<DocumentedField> parameters,
        @Nullable Content body,
        List<Response> responses,
        List<CodeExample> examples,
        @Nullable Trial trial) {

    /**
     * A form for a script that sends the request to the running service.
     *
     * @param credentials the accepted ones, separated by spaces; {@code none} if the operation needs none
     * @param body JSON, empty if the operation has no body
     */
    record Trial(String credentials, List<Input> inputs, String body) {}

    /**
     * A parameter.
     *
     * @param in {@code path}, {@code query} or {@code header}
     * @param value the example if the parameter is required, otherwise empty
     */
    record Input(String name, String in, boolean required, String value) {}

    record Response(String status, Prose.Paragraph description, List<Header> headers, List<Content> contents) {}

    record Header(String name, Prose.Paragraph description) {}

    /**
     * A body of one media type.
     *
     * @param problems the problem types that it may be; if there are any, they replace fields and example
     */
    record Content(String type, List<DocumentedField> fields, String example, List<ProblemLink> problems) {}

    record ProblemLink(String slug, String detail) {}
}
