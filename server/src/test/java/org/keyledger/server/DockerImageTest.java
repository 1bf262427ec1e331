package org.keyledger.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyledger.ledger.masterkey.MasterKey;
import tools.jackson.databind.json.JsonMapper;

/** Checks the {@code Dockerfile} as far as that is possible without Docker. */
@DisplayName("Building the container image")
class DockerImageTest {

    private static final String DOCKERFILE = ComposeFile.text("Dockerfile").replace("\\\n", " ");

    @Test
    void starts_from_pinned_temurins() {
        assertThat(DOCKERFILE.lines().filter(line -> line.startsWith("FROM ")))
                .containsExactly("FROM eclipse-temurin:25-jdk AS build", "FROM eclipse-temurin:25-jre");
    }

    @Test
    void runs_as_a_user_other_than_root() {
        var run = DOCKERFILE.substring(DOCKERFILE.lastIndexOf("\nFROM "));

        assertThat(run.lines().filter(line -> line.startsWith("USER "))).containsExactly("USER 10001:10001");
        assertThat(ComposeFile.ours().service("keyledger")).containsEntry("user", "10001:10001");
    }

    @Test
    void starts_the_program_as_the_launcher_does() {
        var started = command("ENTRYPOINT ");

        assertThat(started)
                .startsWith("sh", "-c", "umask 077 && exec java \"$@\"", "java")
                .endsWith("-jar", "keyledger.jar");
        assertThat(ComposeFile.text("keyledger"))
                .contains("umask 077")
                .contains(started.stream()
                        .skip(4)
                        .filter(flag -> flag.startsWith("-") && !flag.equals("-jar"))
                        .filter(flag -> !flag.startsWith("-XX:MaxRAM"))
                        .toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource({"200, 0", "503, 1", "404, 1"})
    void is_healthy_while_the_service_is_ready(int status, int exit) throws Exception {
        var asked = new ArrayList<String>();
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().toString());
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        try {
            assertThat(healthCheck(server.getAddress().getPort()) == 0).isEqualTo(exit == 0);
            assertThat(asked).containsExactly("/health/ready");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void is_not_healthy_when_the_port_is_closed() throws Exception {
        assertThat(healthCheck(1)).isNotZero();
    }

    /** The commands of the deployment page create a valid master key. */
    @Test
    void is_given_a_master_key_by_the_command_in_the_guide(@TempDir Path folder) throws Exception {
        var guide = Pattern.compile("```sh\n([^`]*master\\.key[^`]*)```")
                .matcher(ComposeFile.text("docs/operate/deployment.md"));
        assertThat(guide.find()).isTrue();

        assertThat(run(folder, 0, List.of("bash", "-euc", guide.group(1)))).isZero();

        var file = folder.resolve("secrets/master.key");
        assertThat(MasterKey.read(file).version()).isEqualTo(1);
        assertThat(Files.getPosixFilePermissions(file.getParent())).hasSize(3);
        assertThat(Files.readString(file)).hasLineCount(1);
    }

    private static int healthCheck(int port) throws Exception {
        return run(Path.of("."), port, command("HEALTHCHECK "));
    }

    private static int run(Path folder, int port, List<String> command) throws Exception {
        var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("SERVER_PORT", Integer.toString(port));
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).as(output).isTrue();
        return process.exitValue();
    }

    /** The arguments of an instruction in exec form. */
    private static List<String> command(String instruction) {
        var line = DOCKERFILE
                .lines()
                .filter(it -> it.startsWith(instruction))
                .findFirst()
                .orElseThrow();
        return List.of(JsonMapper.shared().readValue(line.substring(line.indexOf('[')), String[].class));
    }
}
