package org.keyledger.server.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Map;
import org.keyledger.kernel.settings.InvalidSettingException;
import org.keyledger.kernel.settings.Setting;
import org.keyledger.server.management.ManagementSettings;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.support.EnvironmentPostProcessorApplicationListener;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** Checks the settings as soon as they are read: before the log file and the stores are opened. */
public final class SettingsCheck implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {

    @Override
    public int getOrder() {
        return EnvironmentPostProcessorApplicationListener.DEFAULT_ORDER + 1;
    }

    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
        check(event.getEnvironment());
    }

    /** @throws InvalidConfigurationException if a setting is invalid or a variable unknown */
    static void check(ConfigurableEnvironment environment) {
        ServiceLinkFilter.removePortUrls(environment);
        new UnknownVariableCheck(EnvironmentNames.read()).check(variables(environment));
        ProviderVariables.addProperties(environment);
        try {
            requireText(environment, FrameworkSettings.LOG_FORMAT);
            requireText(environment, FrameworkSettings.LOG_CONSOLE_FORMAT);
            choosePorts(environment);
            var settings =
                    Binder.get(environment).bind("keyledger", Settings.class).get();
            KafkaClientSettings.read(settings, environment);
            DataFolder.prepare(settings.data());
        } catch (InvalidSettingException | BindException e) {
            throw new InvalidConfigurationException(SettingErrorMessage.find(e).orElseThrow(), e);
        }
    }

    /** The variables of the process. */
    static Map<String, String> variables(ConfigurableEnvironment environment) {
        var variables = new HashMap<String, String>();
        if (environment.getPropertySources().get(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME)
                instanceof EnumerablePropertySource<?> source) {
            for (var name : source.getPropertyNames()) {
                variables.put(name, String.valueOf(source.getProperty(name)));
            }
        }
        return variables;
    }

    private static void requireText(ConfigurableEnvironment environment, Setting<String> setting) {
        setting.require(environment.getProperty(setting.property(), ""));
    }

    /** Chooses a free port here, because links need the port before the server listens. */
    private static void choosePorts(ConfigurableEnvironment environment) {
        var chosen = new HashMap<String, Object>();
        chooseIfZero(environment, FrameworkSettings.PORT, chosen);
        chooseIfZero(environment, Settings.KAFKA_PORT, chosen);
        requireOwnPort(environment);
        environment.getPropertySources().addFirst(new MapPropertySource("chosen ports", Map.copyOf(chosen)));
    }

    private static void requireOwnPort(ConfigurableEnvironment environment) {
        var management = Binder.get(environment)
                .bind("keyledger.management", ManagementSettings.class)
                .get()
                .port();
        if (management != 0 && management == port(environment, FrameworkSettings.PORT)) {
            throw new InvalidSettingException(
                    ManagementSettings.PORT.property(),
                    "must be another port than that of the API (SERVER_PORT), was " + management + " for both");
        }
    }

    private static int port(ConfigurableEnvironment environment, Setting<Integer> port) {
        return Binder.get(environment).bind(port.property(), Integer.class).get();
    }

    private static void chooseIfZero(
            ConfigurableEnvironment environment, Setting<Integer> port, Map<String, Object> chosen) {
        var value = port(environment, port);
        port.require(value);
        if (value == 0) {
            chosen.put(port.property(), freePort());
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("Could not find a free port", e);
        }
    }
}
