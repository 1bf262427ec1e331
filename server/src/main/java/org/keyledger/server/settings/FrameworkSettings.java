package org.keyledger.server.settings;

import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.keyledger.kernel.settings.Bound;
import org.keyledger.kernel.settings.Setting;

/** Settings of Spring Boot that operators may change. */
final class FrameworkSettings {

    private static final Set<String> LOG_FORMATS = Set.of("", "ecs", "gelf", "logstash");

    private static final Bound<String> LOG_FORMAT_BOUND = Bound.of(
            "ecs, gelf, logstash or empty",
            format -> LOG_FORMATS.contains(format.strip().toLowerCase(Locale.ROOT)));

    private static final Bound<String> LOG_LEVEL_BOUND = Bound.any("TRACE, DEBUG, INFO, WARN, ERROR or OFF");

    static final Setting<Integer> PORT =
            Setting.of("server.port", Bound.between(0, 65_535), "Port of the API. 0: any free port.");

    static final Setting<Duration> CONNECTION_TIMEOUT = Setting.of(
            "server.tomcat.connection-timeout",
            Bound.any("a duration such as 20s"),
            "How long a connection may be silent. A request body must arrive in half of that time, and in 10 s at most.");

    static final Setting<Integer> MAX_KEEP_ALIVE_REQUESTS = Setting.of(
            "server.tomcat.max-keep-alive-requests",
            Bound.any("a whole number; -1 for no limit"),
            "How many requests a connection carries before it is closed.");

    static final Setting<Duration> SHUTDOWN_TIMEOUT = Setting.of(
            "spring.lifecycle.timeout-per-shutdown-phase",
            Bound.any("a duration such as 10s"),
            "How long running requests may take when the service stops.");

    static final Setting<String> LOG_FILE = Setting.of("logging.file.name", Bound.any("a file"), "The log file.");

    static final Setting<String> LOG_FORMAT = Setting.of(
            "logging.structured.format.file",
            LOG_FORMAT_BOUND,
            "Format of the log file: one JSON object a line in Elastic Common Schema, Graylog or Logstash format. Empty:"
                    + " plain text.");

    static final Setting<String> LOG_CONSOLE_FORMAT =
            Setting.of("logging.structured.format.console", LOG_FORMAT_BOUND, "The same for the console.");

    static final Setting<String> LOG_THRESHOLD =
            Setting.of("logging.threshold.file", LOG_LEVEL_BOUND, "The lowest level that is written to the log file.");

    static final Setting<String> LOG_CONSOLE_THRESHOLD =
            Setting.of("logging.threshold.console", LOG_LEVEL_BOUND, "The same for the console.");

    static final Setting<String> LOG_FILE_SIZE = Setting.of(
            "logging.logback.rollingpolicy.max-file-size",
            Bound.any("a size such as 10MB"),
            "Size at which the log file is compressed and a new one begins.");

    static final Setting<Integer> LOG_HISTORY = Setting.of(
            "logging.logback.rollingpolicy.max-history",
            Bound.any("a number of days"),
            "How long compressed log files are kept.");

    private FrameworkSettings() {}
}
