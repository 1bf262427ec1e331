package org.keyledger.gateway.page;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.keyledger.gateway.problem.Problem;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /problems/<slug>}: the page that the {@code type} of a problem (RFC 9457) links to. */
@RestController
final class ProblemPageEndpoint {

    private final Pages pages;

    ProblemPageEndpoint(Pages pages) {
        this.pages = pages;
    }

    @GetMapping("/problems/{slug}")
    void show(@PathVariable String slug, HttpServletRequest request, HttpServletResponse response) throws IOException {
        var problem = Problem.ofSlug(slug).orElseThrow(Problem.NOT_FOUND::toException);
        response.setHeader("Cache-Control", "public, max-age=3600");
        pages.page(request, "page/problem").with("problem", problem).write(response);
    }
}
