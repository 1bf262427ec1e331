package org.keyledger.gateway.problem;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.keyledger.gateway.ratelimit.WithoutRateLimit;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /error}: the target of the container's error dispatch. Writes the recorded problem or the one of the
 * container's status. A client that calls it directly gets 404.
 */
@RestController
final class ErrorEndpoint implements ErrorController {

    static final String PATH = "/error";

    private final ProblemWriter problems;

    ErrorEndpoint(ProblemWriter problems) {
        this.problems = problems;
    }

    @RequestMapping(PATH)
    @WithoutRateLimit("writes the response of a request that failed elsewhere")
    void handle(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            var found = ProblemWriter.recorded(request).orElseGet(() -> ofContainer(request));
            problems.write(found, request, response);
        } finally {
            CorrelationId.clear(); // the outer filter does not run for error dispatches
        }
    }

    private static ProblemException ofContainer(HttpServletRequest request) {
        var status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        var found = ExceptionTranslator.statusToException(status instanceof Integer code ? code : 404);
        RefusedRequestLog.recordWithReason(
                found.problem().status(), found.problem().slug(), String.valueOf(found.getMessage()), request);
        return found;
    }
}
