package org.keyledger.server.endtoend;

import java.util.List;
import org.keyledger.server.endtoend.DocumentedCallsTest.Response;

/** {@code docs/integrate/calls.md}: each documented call and our response; {@code …} replaces what differs each time. */
final class DocumentedCallsPage {

    private static final String HEAD = """
        # Calls that work unchanged

        Keyledger implements the calls of public API documents, so that their users can point an existing client at it. A test runs the `curl` lines of such a document against the running service and writes this page. Only the host and the placeholder values are changed. `…` replaces what differs each time. `docs/integrate/seeds/000.sh` runs the same lines against any `./keyledger`. Differences from the document are in [departures](../reference/seeds.md).

        ## "Authentication: Auth & API Key Management"

        The lines are in [seeds/000.txt](seeds/000.txt). *Printed* means that the document prints the line, *named* that it only mentions the call in a table or sentence.
        """;

    private DocumentedCallsPage() {}

    static String of(List<DocumentedCall> calls, List<Response> answers) {
        var page = new StringBuilder(HEAD);
        for (var i = 0; i < calls.size(); i++) {
            var call = calls.get(i);
            page.append("\n### ").append(call.title()).append("\n\n");
            page.append(call.isPrinted() ? "Printed:" : "Named:").append("\n\n```\n");
            page.append(call.call()).append("\n```\n\n");
            if (!call.answer().isEmpty()) {
                page.append("The document's response:\n\n```json\n")
                        .append(call.answer())
                        .append("\n```\n\n");
            }
            page.append("Keyledger's response, ")
                    .append(answers.get(i).status())
                    .append(":\n\n```json\n");
            page.append(masked(answers.get(i).body().toPrettyString())).append("\n```\n");
        }
        return page.toString();
    }

    private static String masked(String json) {
        return json.replaceAll("\"eyJ[^\"]*\"", "\"eyJ…\"")
                .replaceAll("(cust|key)_[0-9a-f]{32}", "$1_…")
                .replaceAll("kl_live_[0-9A-Za-z]{12}\\.[0-9A-Za-z]+", "kl_live_….…")
                .replaceAll("kl_live_[0-9A-Za-z]{12}", "kl_live_…")
                .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "…")
                .replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "…")
                .replaceAll("(\"refresh_token\" : )\"[^\"]*\"", "$1\"…\"")
                .replaceAll("(\"last_four\" : )\"[^\"]*\"", "$1\"…\"")
                .replaceAll("(\"expires_at\" : )\\d+", "$1…")
                .replaceAll("you\\+\\d+@", "you@")
                .replaceAll("http://localhost:\\d+", "http://localhost:8080");
    }
}
