package org.keyledger.gateway.page;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.keyledger.gateway.problem.Problem;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /problems/{slug}}: the page that explains a problem type (RFC 9457, section 3.1.1); 404 for other slugs.
 */
@RestController
final class ProblemPageEndpoint {

    @GetMapping("/problems/{slug}")
    void show(@PathVariable String slug, HttpServletResponse response) throws IOException {
        var problem = Problem.ofSlug(slug).orElseThrow(Problem.NOT_FOUND::toException);
        response.setHeader("Cache-Control", "public, max-age=3600");
        new HtmlPage(problem.title(), List.of(problem.explanation(), "HTTP status " + problem.status() + "."))
                .write(response);
    }
}
