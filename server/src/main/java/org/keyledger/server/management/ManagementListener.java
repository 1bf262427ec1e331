package org.keyledger.server.management;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.net.URI;
import java.util.function.Supplier;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.keyledger.gateway.problem.ProblemBoundary;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.NestedExceptionUtils;

/**
 * A second connector of the web server. Its requests are answered before they reach the API, and no request of the API's
 * connector is answered here, so neither port serves a path of the other.
 */
public final class ManagementListener implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    /** Apart from those of the API, so that health and metrics are served while all of them are busy. */
    private static final int MAX_THREADS = 4;

    private static final int MAX_CONNECTIONS = 100;
    private static final int CONNECTION_TIMEOUT_MILLIS = 10_000;

    private final ManagementSettings settings;
    private final Supplier<ManagementRouter> router;
    private final ProblemBoundary boundary;
    private final Connector connector = new PortConnector();

    ManagementListener(ManagementSettings settings, Supplier<ManagementRouter> router, ProblemBoundary boundary) {
        this.settings = settings;
        this.router = router;
        this.boundary = boundary;
        connector.setThrowOnFailure(true);
        connector.setProperty("bindOnInit", "false"); // only once the service can answer
        connector.setPort(settings.port());
        connector.setProperty("address", settings.address());
        connector.setProperty("maxThreads", Integer.toString(MAX_THREADS));
        connector.setProperty("minSpareThreads", "1");
        connector.setProperty("maxConnections", Integer.toString(MAX_CONNECTIONS));
        connector.setProperty("connectionTimeout", Integer.toString(CONNECTION_TIMEOUT_MILLIS));
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addAdditionalConnectors(connector);
        factory.addEngineValves(new PortValve());
    }

    /** The base URL on this machine, with the port that is in use. */
    public URI url() {
        var address = settings.address();
        return URI.create("http://" + (address.indexOf(':') < 0 ? address : "[" + address + "]") + ":"
                + connector.getLocalPort());
    }

    /** Names the port and the address in the exception of a failed start, which are not in Tomcat's. */
    private final class PortConnector extends Connector {

        @Override
        protected void startInternal() throws LifecycleException {
            try {
                super.startInternal();
            } catch (LifecycleException e) {
                throw new ManagementStartException(
                        "Port %d at %s, the port of the management listener, cannot be used (%s)"
                                .formatted(
                                        settings.port(),
                                        settings.address(),
                                        NestedExceptionUtils.getMostSpecificCause(e)
                                                .getMessage()),
                        e);
            }
        }
    }

    /** Chooses by the connector that accepted the connection, which no header of a request can change. */
    private final class PortValve extends ValveBase {

        PortValve() {
            super(true);
        }

        /** A request that Tomcat has refused already, such as malformed HTTP, has its problem document written last. */
        @Override
        public void invoke(Request request, Response response) throws IOException, ServletException {
            if (request.getConnector() != connector || response.isError()) {
                getNext().invoke(request, response);
            } else {
                boundary.handle(request, response, () -> router.get().handle(request, response));
            }
        }
    }
}
