package org.keyledger.gateway.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Compares {@code docs/reference/problems.md} with {@link Problem}; {@code -Dkeyledger.write-docs=true} writes the page. */
@DisplayName("Documenting the problems in docs/reference/problems.md")
class ProblemDocumentationTest {

    private static final Path PAGE = Path.of("../docs/reference/problems.md");

    private static final String HEAD = """
        # Problem types

        Every error response is `application/problem+json` (RFC 9457). Its `type` is `<PUBLIC_URL>/problems/<slug>`, the URL of a page that explains the problem; the slug never changes. `errors` lists invalid fields. `instance` identifies the response in the service's log. A 401 contains the required credential in `WWW-Authenticate`. If a retry can help, `Retry-After` contains the seconds to wait.

        The OpenAPI document lists the problems of each call: `/docs` in a browser, `/openapi.yaml` for programs.

        | status | slug | title | explanation | retry after |
        |---|---|---|---|---|
        """;

    @Test
    void lists_every_type() throws IOException {
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
