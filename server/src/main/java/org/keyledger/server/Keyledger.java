package org.keyledger.server;

import java.util.concurrent.Callable;
import org.keyledger.server.settings.SettingsCheck;
import org.keyledger.server.startup.StartupFailureAnalyzer;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;

/** The program: {@code keyledger [role]}, and the operator's commands beside it. */
@Command(
        name = "keyledger",
        description = "Identity and API keys, kept as a ledger of events.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        subcommands = {RebuildCommand.class, LedgerCommand.class, KeysCommand.class},
        footerHeading = "%nSettings, from the environment:%n",
        footer = {
            "  SERVER_PORT                8080     where the API listens; 0 chooses a free port",
            "  PUBLIC_URL                          how the world reaches it; in links and tokens",
            "  KEYLEDGER_DATA             ./data   the folder that holds everything",
            "  KEYLEDGER_MASTER_KEY_FILE           <data>/master.key, made at the first start",
            "  KEYLEDGER_WITNESS_FILE              <data>/witness.json, how far the ledger had come",
            "  MONGODB_URI                         a replica set for the data; else files in that folder",
            "  KAFKA_BOOTSTRAP_SERVERS             a broker elsewhere; else one runs here",
            "  KEYLEDGER_KAFKA_PORT       9092     where the one here listens; 0 chooses",
            "  SMTP_HOST, SMTP_PORT                a mail server; else a mailbox page",
            "  KEYLEDGER_MAIL                      smtp, mailbox or off",
            "  KEYLEDGER_JAVA_OPTS                 flags for the JVM",
            "",
            "All settings, each with its name and meaning: server/src/main/resources/application.yml"
        })
public final class Keyledger implements Callable<Integer> {

    private static final int SERVING = -1;

    @Parameters(
            arity = "0..1",
            defaultValue = "all",
            paramLabel = "ROLE",
            description = "What this process is: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Role role;

    public static void main(String... arguments) {
        var code = commandLine().execute(arguments);
        if (code != SERVING) {
            System.exit(code);
        }
    }

    static CommandLine commandLine() {
        return new CommandLine(new Keyledger())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(100)
                .setExecutionExceptionHandler(Keyledger::explain);
    }

    /** What every command of the operator comes to that could not open the store, or not finish. */
    private static int explain(Exception failure, CommandLine command, ParseResult parsed) {
        command.getErr().println(StartupFailureAnalyzer.explain(failure));
        return CommandLine.ExitCode.SOFTWARE;
    }

    /** What a command of the operator works on while nobody serves. */
    static ConfigurableApplicationContext openContext(Class<?> role) {
        return application(role, WebApplicationType.NONE).run();
    }

    private static SpringApplication application(Class<?> role, WebApplicationType type) {
        var application = new SpringApplication(role);
        application.setWebApplicationType(type);
        application.addListeners(new SettingsCheck());
        return application;
    }

    /** Returns when the service serves; from then on the web server keeps the process alive. */
    @Override
    public Integer call() {
        application(role.configuration(), WebApplicationType.SERVLET).run();
        return SERVING;
    }
}
