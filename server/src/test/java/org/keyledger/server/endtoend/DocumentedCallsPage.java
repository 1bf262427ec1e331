package org.keyledger.server.endtoend;

import java.util.List;
import org.keyledger.server.endtoend.DocumentedCallsTest.Response;

/** {@code docs/seeds.md}: each published call beside our answer; {@code …} stands for what differs each time. */
final class DocumentedCallsPage {

    private static final String HEAD = """
        # Calls that already work

        Keyledger answers the calls that other services' public documents taught their users. This page is written by a test that lets a shell run the documents' own `curl` lines against the running service, with only the host and the placeholder values changed; `…` stands for what differs each time. `docs/seeds/000.sh` does the same for you, against any `./keyledger`.

        ## "Authentication: Auth & API Key Management"

        The lines are in [seeds/000.txt](seeds/000.txt). *Printed* means that the document prints the line, *named* that a table or a sentence of it names the call.
        """;

    private static final String DEPARTURES = """

        ### Where we depart, and why

        | the document | here | why |
        |---|---|---|
        | a JWT that begins `eyJhbGciOiJIUzI1NiIs`: HS256 | ES256 | whoever can check an HS256 token can make one; ours are checked with a public key, `/.well-known/jwks.json` |
        | `cust_` and `key_` with 12 and 8 digits | with 32 | they are UUIDs in another spelling, and cannot be guessed |
        | keys begin with `atf_` | with `kl_`, a setting | a brand is its owner's; `KEYLEDGER_BRAND=atf` makes them the same |
        | the answers' fields | these and more | none is missing or of another type |
        | bcrypt | bcrypt over a peppered digest | bcrypt alone ignores what follows byte 72 |
        | verification and reset tokens as SHA-256 hashes | the same | |
        | protect, execute, receipts, dashboard | not here | they are the business of the services behind, which ask `/auth/check`; `/auth/me` stands in for them above |
        | `your-password` at log-in | the password of the sign-up | it is a placeholder |
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
                page.append("answered there by\n\n```json\n")
                        .append(call.answer())
                        .append("\n```\n\n");
            }
            page.append("answered here by ").append(answers.get(i).status()).append("\n\n```json\n");
            page.append(withoutWhatDiffers(answers.get(i).body().toPrettyString()))
                    .append("\n```\n");
        }
        return page.append(DEPARTURES).toString();
    }

    private static String withoutWhatDiffers(String json) {
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
