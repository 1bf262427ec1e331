package org.keyledger.server.management;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.keyledger.gateway.problem.Problem;

/** Finds the endpoint of a request to the management listener. Every other path is 404. */
final class ManagementRouter {

    private final ManagementHosts hosts;
    private final Map<String, ManagementEndpoint> endpoints;

    ManagementRouter(ManagementHosts hosts, List<ManagementEndpoint> endpoints) {
        this.hosts = hosts;
        this.endpoints =
                endpoints.stream().collect(Collectors.toUnmodifiableMap(ManagementEndpoint::path, Function.identity()));
    }

    /**
     * @throws org.keyledger.gateway.problem.ProblemException 421 for the name of another host (RFC 9110, section
     *     15.5.20), 404 for another path, 405 for another method
     */
    void handle(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getHeader("Host") == null || !hosts.contains(request.getServerName())) {
            throw Problem.MISDIRECTED_REQUEST.toException();
        }
        var endpoint = endpoints.get(request.getRequestURI());
        if (endpoint == null) {
            throw Problem.NOT_FOUND.toException();
        }
        if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
            throw Problem.METHOD_NOT_ALLOWED.toException().withHeader("Allow", "GET, HEAD");
        }
        endpoint.get(request).writeTo(response);
    }
}
