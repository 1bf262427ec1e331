package org.keyledger.command.handling;

import java.time.Duration;
import org.keyledger.kernel.settings.InvalidSettingException;
import org.keyledger.kernel.settings.Setting;
import org.springframework.core.convert.ConversionException;
import org.springframework.core.env.Environment;

/** Reads a setting whose value is a duration. */
public final class DurationProperty {

    private DurationProperty() {}

    /**
     * @param fallback the result if the setting has no value
     * @throws InvalidSettingException if the value is not a duration
     */
    public static Duration read(Environment environment, Setting<Duration> setting, Duration fallback) {
        try {
            return environment.getProperty(setting.property(), Duration.class, fallback);
        } catch (ConversionException e) {
            throw setting.toInvalidSettingException(environment.getProperty(setting.property(), ""));
        }
    }
}
