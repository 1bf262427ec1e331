package org.keyledger.server;

import java.util.concurrent.Callable;
import org.keyledger.server.settings.SettingsCheck;
import org.keyledger.server.startup.StartupFailureAnalyzer;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParseResult;

/** The program: {@code keyledger} runs the service, its subcommands are for operators. */
@Command(
        name = "keyledger",
        description = "Run the identity and API-key service, or an operator command.",
        mixinStandardHelpOptions = true,
        versionProvider = Keyledger.Version.class,
        sortOptions = false,
        subcommands = {
            BackupCommand.class,
            RestoreCommand.class,
            MovedCommand.class,
            RebuildCommand.class,
            KeysCommand.class
        },
        footerHeading = "%nEnvironment variables:%n",
        footer = {
            "  SERVER_PORT                8080     port of the API; 0: any free port",
            "  KEYLEDGER_MANAGEMENT_PORT  8081     port of /health, /metrics and /mailbox; 0: any free port",
            "  PUBLIC_URL                          URL at which clients reach the API",
            "  KEYLEDGER_DATA             ./data   folder for all data",
            "  KEYLEDGER_MASTER_KEY_FILE           master key; <data>/master.key, created at first start",
            "  KEYLEDGER_WITNESS_FILE              last position of the ledger; <data>/witness.json",
            "  MONGODB_URI                         MongoDB replica set; empty: SQLite files in <data>",
            "  KAFKA_BOOTSTRAP_SERVERS             Kafka cluster; empty: a broker in this process",
            "  KEYLEDGER_KAFKA_PORT       9092     port of the broker in this process; 0: any free port",
            "  KAFKA_CONFIG_FILE                   Kafka client properties, such as security.protocol",
            "  SMTP_HOST, SMTP_PORT                mail server; empty: mails are shown at /mailbox",
            "  KEYLEDGER_MAIL                      smtp, mailbox or off",
            "  KEYLEDGER_JAVA_OPTS                 flags for the JVM",
            "",
            "docs/configuration.md describes all settings."
        })
public final class Keyledger implements Callable<Integer> {

    /** Instead of an exit code: the service runs until the process is stopped. */
    private static final int RUNNING = -1;

    public static void main(String... arguments) {
        var code = commandLine().execute(arguments);
        if (code != RUNNING) {
            System.exit(code);
        }
    }

    static CommandLine commandLine() {
        return new CommandLine(new Keyledger())
                .setUsageHelpWidth(100)
                .setExecutionExceptionHandler(Keyledger::printFailure);
    }

    private static int printFailure(Exception failure, CommandLine command, ParseResult parsed) {
        command.getErr().println(StartupFailureAnalyzer.explain(failure));
        return CommandLine.ExitCode.SOFTWARE;
    }

    /**
     * Opens what an operator command works on, while the service is stopped.
     *
     * @param properties {@code --name=value}; replace those of the environment
     */
    static ConfigurableApplicationContext openContext(Class<?> configuration, String... properties) {
        return application(configuration, WebApplicationType.NONE).run(properties);
    }

    private static SpringApplication application(Class<?> configuration, WebApplicationType type) {
        var application = new SpringApplication(configuration);
        application.setWebApplicationType(type);
        application.addListeners(new SettingsCheck());
        return application;
    }

    /** Returns when the service accepts requests; the web server's threads keep the process alive. */
    @Override
    public Integer call() {
        application(KeyledgerConfiguration.class, WebApplicationType.SERVLET).run();
        return RUNNING;
    }

    /** Provides the version that the build stores in the manifest of the jar. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            return new String[] {"keyledger " + current() + ", Java " + Runtime.version()};
        }

        /** {@code (unpackaged)} for a program that runs from class files. */
        private static String current() {
            var version = Version.class.getPackage().getImplementationVersion();
            return version == null ? "(unpackaged)" : version;
        }
    }
}
