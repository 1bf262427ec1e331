package org.keyledger.server.settings;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.settings.InvalidSettingException;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.core.convert.ConversionFailedException;

/**
 * Creates the message for an invalid setting: property, name in the environment, bound, value. For example
 * {@code keyledger.hashing.threads (KEYLEDGER_HASHING_THREADS) must be 0 or greater, was -1}.
 */
public final class SettingErrorMessage {

    private static final Pattern PROPERTY = Pattern.compile("keyledger\\.[a-z.-]*[a-z]");

    private SettingErrorMessage() {}

    /** Empty if the failure was not caused by a setting. */
    public static Optional<String> find(Throwable failure) {
        var names = EnvironmentNames.read();
        return find(failure, InvalidSettingException.class)
                .map(e -> message(names, e.property(), e.problem()))
                .or(() -> find(failure, BindException.class)
                        .map(e -> message(names, e.getName().toString(), problem(e))));
    }

    private static String message(EnvironmentNames names, String property, String problem) {
        return withName(names, property) + " "
                + PROPERTY.matcher(problem).replaceAll(found -> withName(names, found.group()));
    }

    private static String withName(EnvironmentNames names, String property) {
        return property + " (" + names.of(property) + ")";
    }

    private static String problem(BindException e) {
        var type = e.getTarget().getType().resolve(Object.class);
        var reason = rootMessage(e);
        return (reason.startsWith("must be ") ? reason : "must be " + accepted(type))
                + find(e, ConversionFailedException.class)
                        .map(conversion -> ", was \"" + conversion.getValue() + "\"")
                        .orElse("");
    }

    private static String accepted(Class<?> type) {
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(", ", "one of ", ""));
        }
        if (type == Boolean.class || type == boolean.class) {
            return "on or off";
        }
        if (Number.class.isAssignableFrom(type) || type.isPrimitive()) {
            return "a whole number";
        }
        return type == Duration.class ? "a duration such as 30s, 10m or 24h" : "a " + type.getSimpleName();
    }

    private static String rootMessage(Throwable failure) {
        var cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }

    private static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> type) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return Optional.of(type.cast(cause));
            }
        }
        return Optional.empty();
    }
}
