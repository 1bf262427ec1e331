package org.keyledger.gateway.crossorigin;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.keyledger.kernel.settings.Bound;
import org.keyledger.kernel.settings.Setting;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The other origins whose pages may call this service.
 *
 * @param corsOrigins as browsers write them in {@code Origin} (RFC 6454, section 6.2)
 */
@ConfigurationProperties("keyledger")
record CrossOriginSettings(@DefaultValue List<String> corsOrigins) {

    private static final Set<String> SCHEMES = Set.of("http", "https");
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;
    private static final int MAX_PORT = 65_535;

    static final Setting<List<String>> CORS_ORIGINS = Setting.of(
            "keyledger.cors-origins",
            Bound.parsedBy(
                    origins -> origins.forEach(CrossOriginSettings::requireOrigin),
                    "empty, or origins such as https://app.example.com,http://localhost:3000: http or https, a host in lower"
                            + " case, a port unless it is the default, and no path"),
            "Origins of other pages, such as your single-page app, that may call the token API, the signed API and the"
                    + " public calls of the browser API from a browser, without cookies. Calls of other origins are"
                    + " refused.");

    CrossOriginSettings {
        corsOrigins = corsOrigins.stream()
                .map(String::strip)
                .filter(it -> !it.isEmpty())
                .toList();
        CORS_ORIGINS.require(corsOrigins);
    }

    /** Browsers send the shortest form, so that an origin in another form would never match. */
    private static void requireOrigin(String origin) {
        var url = URI.create(origin);
        var isDefaultPort = url.getPort() == ("https".equals(url.getScheme()) ? HTTPS_PORT : HTTP_PORT);
        var shortest = url.getScheme() + "://" + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
        if (url.getHost() == null
                || !SCHEMES.contains(String.valueOf(url.getScheme()))
                || isDefaultPort
                || url.getPort() > MAX_PORT
                || !origin.equals(shortest.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("not an origin: " + origin);
        }
    }

    boolean isNamed(String origin) {
        return corsOrigins.contains(origin);
    }
}
