package org.keyledger.kernel.settings;

/**
 * A setting: defines the check at start, the error message and the entry in {@code docs/configuration.md}. The
 * environment variable and the default are in {@code application.yml}.
 *
 * @param property such as {@code keyledger.hashing.threads}
 * @param bound the accepted values
 * @param meaning what it does, in sentences for operators (Markdown)
 * @param secret whether error messages leave the value out
 */
public record Setting<T>(String property, Bound<T> bound, String meaning, boolean secret) {

    public static <T> Setting<T> of(String property, Bound<T> bound, String meaning) {
        return new Setting<>(property, bound, meaning, false);
    }

    /** A setting whose value is never in a message. */
    public static <T> Setting<T> secret(String property, Bound<T> bound, String meaning) {
        return new Setting<>(property, bound, meaning, true);
    }

    /** @throws InvalidSettingException if the value is out of bounds */
    public void require(T value) {
        require(value, bound.accepts(value));
    }

    /**
     * For a bound that depends on other settings.
     *
     * @param accepted whether the value is within the bound
     * @throws InvalidSettingException if it is not
     */
    public void require(T value, boolean accepted) {
        if (!accepted) {
            throw toInvalidSettingException(value);
        }
    }

    /** @param value as it was given, for the message; it need not be of the setting's type */
    public InvalidSettingException toInvalidSettingException(Object value) {
        return new InvalidSettingException(
                property, "must be " + bound.text() + (secret ? "" : ", was " + SettingValue.format(value)));
    }
}
