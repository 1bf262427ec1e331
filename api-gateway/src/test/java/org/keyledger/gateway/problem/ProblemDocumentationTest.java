package org.keyledger.gateway.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** {@code docs/problems.md} is the table of the code; {@code -Dkeyledger.write-docs=true} writes it. */
@DisplayName("Documenting the problems in docs/problems.md")
class ProblemDocumentationTest {

    private static final Path PAGE = Path.of("../docs/problems.md");

    private static final String HEAD = """
        # What can go wrong

        Every refusal is `application/problem+json` (RFC 9457). Its `type` is `<PUBLIC_URL>/problems/<slug>`, an address that explains it; the slug never changes. `errors` names the fields that are wrong, `instance` the line in the service's log. A 401 says in `WWW-Authenticate` what to show, and what is worth another try says in `Retry-After` when.

        Which call can answer which of these is in the OpenAPI document: `/docs` in a browser, `/openapi.yaml` for programs.

        | status | slug | title | what it means | after |
        |---|---|---|---|---|
        """;

    @Test
    void leaves_none_out() throws IOException {
        var page = Arrays.stream(Problem.values())
                .map(ProblemDocumentationTest::row)
                .collect(Collectors.joining("", HEAD, ""));
        if (Boolean.getBoolean("keyledger.write-docs")) {
            Files.writeString(PAGE, page);
        }

        assertThat(Files.readString(PAGE)).isEqualTo(page);
    }

    private static String row(Problem problem) {
        var after = problem.retryAfterSeconds() == 0 ? "" : problem.retryAfterSeconds() + " s";
        return "| %d | `%s` | %s | %s | %s |\n"
                .formatted(problem.status(), problem.slug(), problem.title(), problem.explanation(), after);
    }
}
