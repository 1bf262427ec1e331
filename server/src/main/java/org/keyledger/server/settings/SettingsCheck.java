package org.keyledger.server.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.support.EnvironmentPostProcessorApplicationListener;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MapPropertySource;

/** Reads the settings as soon as they are known: before the log file, and long before a store, is opened. */
public final class SettingsCheck implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {

    private static final Pattern ENVIRONMENT_VARIABLE = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)");

    @Override
    public int getOrder() {
        return EnvironmentPostProcessorApplicationListener.DEFAULT_ORDER + 1;
    }

    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
        check(event.getEnvironment());
    }

    static void check(ConfigurableEnvironment environment) {
        choosePorts(environment);
        var settings = bindSettings(environment);
        add(environment, "mail", Map.of("keyledger.sign-up.mail", settings.mail() != MailMode.OFF));
        DataFolder.prepare(settings.data());
    }

    /** Links and listeners need the port before anything listens, so any is chosen here. */
    private static void choosePorts(ConfigurableEnvironment environment) {
        var chosen = new HashMap<String, Object>();
        for (var name : new String[] {"server.port", "keyledger.kafka-port"}) {
            if (port(environment, name) == 0) {
                chosen.put(name, freePort());
            }
        }
        add(environment, "ports", Map.copyOf(chosen));
    }

    private static void add(ConfigurableEnvironment environment, String what, Map<String, Object> chosen) {
        environment.getPropertySources().addFirst(new MapPropertySource("decided: " + what, chosen));
    }

    private static int port(ConfigurableEnvironment environment, String name) {
        try {
            return Binder.get(environment).bind(name, Integer.class).orElse(-1);
        } catch (BindException e) {
            throw toException(environment, e);
        }
    }

    private static Settings bindSettings(ConfigurableEnvironment environment) {
        try {
            return Binder.get(environment).bind("keyledger", Settings.class).get();
        } catch (BindException e) {
            throw toException(environment, e);
        }
    }

    private static InvalidConfigurationException toException(ConfigurableEnvironment environment, BindException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidConfigurationException known) {
                return known;
            }
        }
        var property = e.getName().toString();
        var name = environmentVariable(environment, property).orElse(property);
        return new InvalidConfigurationException(
                name + " is \"" + environment.getProperty(property, "") + "\", which is no " + expectedKind(e)
                        + ". Correct it or unset it; application.yml says what it means.",
                e);
    }

    private static String expectedKind(BindException e) {
        var type = e.getTarget().getType().resolve(Object.class);
        return Number.class.isAssignableFrom(type) || type.isPrimitive() ? "number" : "value it can have";
    }

    private static Optional<String> environmentVariable(ConfigurableEnvironment environment, String property) {
        return environment.getPropertySources().stream()
                .filter(source -> source instanceof EnumerablePropertySource<?>)
                .map(source -> source.getProperty(property))
                .filter(value -> value != null)
                .map(value -> ENVIRONMENT_VARIABLE.matcher(value.toString()))
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .findFirst();
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port", e);
        }
    }
}
