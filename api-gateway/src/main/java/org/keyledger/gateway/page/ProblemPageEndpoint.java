package org.keyledger.gateway.page;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.keyledger.gateway.problem.Problem;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /problems/<slug>}: the page that the {@code type} of a problem (RFC 9457) links to. */
@RestController
final class ProblemPageEndpoint {

    @GetMapping("/problems/{slug}")
    void show(@PathVariable String slug, HttpServletResponse response) throws IOException {
        var problem = Problem.ofSlug(slug).orElseThrow(Problem.NOT_FOUND::toException);
        response.setHeader("Cache-Control", "public, max-age=3600");
        HtmlPage.of("page/problem", Map.of("problem", problem)).write(response);
    }
}
