package org.keyledger.server.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A running script of {@code docs/seeds}, such as {@code 000.sh}. */
final class SeedScript {

    static final Path FOLDER = Path.of("..", "docs", "seeds");

    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final Pattern SECTION =
            Pattern.compile("(?ms)^(?:==|--|\\+\\+) ([^\\n]+)\\n(?:.*?)^-> (\\d+)\\n((?:^< [^\\n]*\\n)*)(.*?)^$");

    private final Process process;
    private final Path output;
    private final Path errors;

    private SeedScript(Process process, Path output, Path errors) {
        this.process = process;
        this.output = output;
        this.errors = errors;
    }

    /**
     * The response to a call.
     *
     * @param title the title of the call
     * @param headers lines such as {@code Location: /login}
     * @param body empty if there is none
     */
    record Response(String title, int status, List<String> headers, String body) {}

    static SeedScript start(String name, ServiceProcess service) {
        return start(name, service.client().base(), service.management());
    }

    static SeedScript start(String name, String base, String management) {
        try {
            var output = Files.createTempFile("seed" + name, ".out");
            var errors = Files.createTempFile("seed" + name, ".err");
            output.toFile().deleteOnExit();
            errors.toFile().deleteOnExit();
            var process = new ProcessBuilder(
                            "bash", FOLDER.resolve(name + ".sh").toString(), base, management)
                    .redirectOutput(output.toFile())
                    .redirectError(errors.toFile())
                    .start();
            return new SeedScript(process, output, errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns the responses when the script has ended.
     *
     * @throws AssertionError if a response differs from the document
     */
    List<Response> responses() {
        var end = await();
        assertThat(end.code()).as(end.output()).isZero();
        return parsed(text(output));
    }

    /** Exit code, standard output and error, when the script has ended. */
    ServiceProcess.ExitResult await() {
        try {
            assertThat(process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS))
                    .as("ended within %s: %s", TIMEOUT, text(errors))
                    .isTrue();
            return new ServiceProcess.ExitResult(process.exitValue(), text(output) + text(errors));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static List<Response> parsed(String printed) {
        var responses = new ArrayList<Response>();
        SECTION.matcher(printed)
                .results()
                .forEach(section -> responses.add(new Response(
                        section.group(1),
                        Integer.parseInt(section.group(2)),
                        section.group(3)
                                .lines()
                                .map(header -> header.substring("< ".length()))
                                .toList(),
                        section.group(4).strip())));
        return responses;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
