package org.keyledger.gateway.openapi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An operation as the page shows it.
 *
 * @param authentication the accepted credentials
 * @param body of the request, if the operation has one
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
        List<Response> responses) {

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
