package org.keyledger.server.settings;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Removes service links from the environment. Kubernetes and Docker set these variables in a container for every
 * service: the link of {@code keyledger-kafka} is {@code KEYLEDGER_KAFKA_PORT=tcp://10.0.0.1:9092}.
 */
final class ServiceLinkFilter {

    private static final String SOURCE = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
    private static final Pattern NAME =
            Pattern.compile(".*_SERVICE_HOST|.*_SERVICE_PORT(_.*)?|.*_PORT_[0-9]+_(TCP|UDP|SCTP)(_.*)?");
    private static final Pattern URL = Pattern.compile("(tcp|udp|sctp)://.*");

    private ServiceLinkFilter() {}

    /** Whether the variable is a service link and not a setting. */
    static boolean isServiceLink(String name, String value) {
        return NAME.matcher(name).matches() || isPortUrl(name, value);
    }

    private static boolean isPortUrl(String name, String value) {
        return name.endsWith("_PORT") && URL.matcher(value).matches();
    }

    /** Removes variables that end with {@code _PORT} and have a URL as value, so that a setting has its default. */
    static void removePortUrls(ConfigurableEnvironment environment) {
        var sources = environment.getPropertySources();
        if (sources.get(SOURCE) instanceof EnumerablePropertySource<?> source) {
            var settings = new HashMap<String, Object>();
            for (var name : source.getPropertyNames()) {
                settings.put(name, source.getProperty(name));
            }
            if (settings.entrySet().removeIf(ServiceLinkFilter::isPortUrl)) {
                sources.replace(SOURCE, new SystemEnvironmentPropertySource(SOURCE, settings));
            }
        }
    }

    private static boolean isPortUrl(Map.Entry<String, Object> variable) {
        return isPortUrl(variable.getKey(), String.valueOf(variable.getValue()));
    }
}
