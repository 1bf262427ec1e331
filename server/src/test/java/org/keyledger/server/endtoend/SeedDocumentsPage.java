package org.keyledger.server.endtoend;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.keyledger.server.endtoend.SeedScript.Response;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** {@code docs/reference/seeds.md}: each documented call beside our response; {@code …} replaces what differs each time. */
final class SeedDocumentsPage {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final Set<String> VARYING = Set.of(
            "refresh_token",
            "partialToken",
            "last_four",
            "expires_at",
            "kid",
            "x",
            "y",
            "otpauth_uri",
            "qr_svg",
            "recovery_codes",
            "public_key_thumbprint");

    /** Seen within 2 s of the use, so a response right after it has a time or null. */
    private static final String LATE = "last_used_at";

    private static final String HEAD = """
        # Calls that work unchanged

        Keyledger implements the calls of five public API documents, so that their users can point an existing client at it. This page shows each call, the document's response and Keyledger's. A test runs the lines of the documents against the service, compares every documented field, and writes this page. `…` replaces what differs each time.

        A script per document does the same against any service, for example against `./keyledger`:

        ```
        docs/seeds/000.sh http://localhost:8080 http://localhost:8081
        ```

        The first address is that of the API, the second that of the management listener, where the scripts read mailed tokens. A script changes the host and the placeholder values of a call and nothing else, prints the call, the status and the response, and ends with exit code 1 at the first difference. `003.sh` also runs against a service with `KEYLEDGER_MAIL=off`. The scripts need curl and python3; `001.sh` openssl; `002.sh` and `004.sh` a python3 with requests (Debian: python3-requests); `004.sh` Node 18 or later.

        *Printed* means that the document prints the call, *named* that it describes it in a table or sentence, *added* that the script needs it between two others.

        | document | API |
        |---|---|
        """;

    private SeedDocumentsPage() {}

    /** @param withoutMail the responses to document 003 with {@code KEYLEDGER_MAIL=off} */
    static String of(Map<SeedDocument, List<Response>> responses, List<Response> withoutMail) {
        var page = new StringBuilder(HEAD);
        for (var document : SeedDocument.values()) {
            page.append("| [%s](#%s) | %s |%n".formatted(heading(document), anchor(heading(document)), document.api()));
        }
        for (var document : SeedDocument.values()) {
            page.append("\n## ").append(heading(document)).append("\n\n");
            page.append("Lines: [%1$s.txt](../seeds/%1$s.txt), script: [%1$s.sh](../seeds/%1$s.sh). Departures:%n%n"
                    .formatted(document.number()));
            page.append("| the document | Keyledger | reason |\n|---|---|---|\n")
                    .append(document.departures());
            page.append('\n').append(overview(document, responses.get(document)));
            if (document == SeedDocument.TOTP) {
                page.append(differences(responses.get(document), withoutMail));
            }
            for (var call : document.calls()) {
                page.append(section(call, response(responses.get(document), call.title())));
            }
        }
        return page.toString();
    }

    private static String heading(SeedDocument document) {
        return document.number() + " " + document.title();
    }

    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 _-]", "").replace(' ', '-');
    }

    private static Response response(List<Response> responses, String title) {
        return responses.stream()
                .filter(response -> response.title().equals(title))
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }

    private static String overview(SeedDocument document, List<Response> responses) {
        return "| call | | the document | Keyledger |\n|---|---|---|---|\n"
                + document.calls().stream()
                        .map(call -> "| %s | %s | %s | %d |%n"
                                .formatted(
                                        inCell(call.title()),
                                        call.origin().text().toLowerCase(Locale.ROOT),
                                        call.status(),
                                        response(responses, call.title()).status()))
                        .collect(Collectors.joining());
    }

    private static String inCell(String text) {
        return text.replace("<", "\\<").replace("|", "\\|");
    }

    private static String differences(List<Response> withMail, List<Response> withoutMail) {
        return "\nWith `KEYLEDGER_MAIL=off` the address is verified at the sign-up and no token is mailed. The responses have the same status, except:\n\n"
                + "| call | with mails | without |\n|---|---|---|\n"
                + withoutMail.stream()
                        .filter(without -> response(withMail, without.title()).status() != without.status())
                        .map(without -> "| %s | %d | %d |%n"
                                .formatted(
                                        without.title(),
                                        response(withMail, without.title()).status(),
                                        without.status()))
                        .collect(Collectors.joining());
    }

    private static String section(DocumentedCall call, Response ours) {
        var text = new StringBuilder("\n### " + inCell(call.title()) + "\n\n");
        text.append(call.origin().text()).append(":\n\n").append(block(call.language(), call.call()));
        if (!call.response().isEmpty() || !call.status().isEmpty()) {
            text.append("\nThe document's response");
            text.append(call.status().isEmpty() ? "" : ", " + call.status());
            text.append(call.response().isEmpty() ? ".\n" : ":\n\n" + block("json", call.response()));
        }
        text.append("\nKeyledger's response, ").append(ours.status());
        var headers = ours.headers().stream().map(SeedDocumentsPage::masked).collect(Collectors.joining("\n"));
        text.append(headers.isEmpty() && ours.body().isEmpty() ? ".\n" : ":\n");
        if (!headers.isEmpty()) {
            text.append('\n').append(block("", headers));
        }
        if (!ours.body().isEmpty()) {
            text.append('\n')
                    .append(block(
                            "json", masked(masked(JSON.readTree(ours.body())).toPrettyString())));
        }
        return text.toString();
    }

    private static String block(String language, String content) {
        return "```" + language + "\n" + content + "\n```\n";
    }

    /** The JSON with {@code …} for values of fields that differ each time. */
    private static JsonNode masked(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.propertyNames().stream().toList().forEach(name -> {
                var value = object.get(name);
                var varies = name.equals(LATE) || VARYING.contains(name) && !value.isNull();
                object.set(name, varies ? StringNode.valueOf("…") : masked(value));
            });
        } else if (node instanceof ArrayNode array) {
            for (var i = 0; i < array.size(); i++) {
                array.set(i, masked(array.get(i)));
            }
        }
        return node;
    }

    private static String masked(String text) {
        return text.replaceAll("eyJ[\\w.-]+", "eyJ…")
                .replaceAll("(cust|key)_[0-9a-f]{32}", "$1_…")
                .replaceAll("kl_live_[0-9A-Za-z]{12}\\.[0-9A-Za-z]+", "kl_live_….…")
                .replaceAll("kl_live_[0-9A-Za-z]{12}", "kl_live_…")
                .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "…")
                .replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "…")
                .replaceAll("(\"secret\" : )\"[A-Z2-7]{16,}\"", "$1\"…\"")
                .replaceAll("(you|alice|string)\\+\\d+p?@", "$1@")
                .replaceAll("(?m)^(Set-Cookie: [\\w-]+=)[^;]+", "$1…")
                .replaceAll("Max-Age=\\d{2,}", "Max-Age=…")
                .replaceAll("Expires=[^;]+GMT", "Expires=…")
                .replaceAll("\\b(state|code_challenge)=[\\w-]{20,}", "$1=…")
                .replaceAll("http%3A%2F%2Flocalhost%3A\\d+", "http%3A%2F%2Flocalhost%3A8080")
                .replaceAll("http://localhost:\\d+", "http://localhost:8080");
    }
}
