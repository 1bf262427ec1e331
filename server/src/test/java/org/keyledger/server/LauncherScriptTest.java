package org.keyledger.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs {@code ./keyledger} in a copy of the project whose Maven and Java only print that they were called. */
@DisplayName("The launcher script builds and starts the program")
class LauncherScriptTest {

    private static final Path SCRIPT =
            Path.of("..", "keyledger").toAbsolutePath().normalize();

    @TempDir
    private Path project;

    private Path jar;
    private Path java;

    @BeforeEach
    void in_a_project_that_was_built() throws IOException {
        Files.copy(SCRIPT, project.resolve("keyledger"));
        script(
                "mvnw",
                "echo '[INFO] Building server 1 [8/8]'; mkdir -p server/target; echo built >"
                        + " server/target/keyledger.jar");
        source("pom.xml", 1);
        source("server/pom.xml", 1);
        source("server/src/main/java/Main.java", 1);
        jar = source("server/target/keyledger.jar", 2);
        java = jdk("jdk", "21.0.2");
    }

    @Test
    void runs_the_built_program_with_its_arguments() throws Exception {
        var ran =
                run(Map.of("JAVA_HOME", java.toString(), "KEYLEDGER_JAVA_OPTS", "-Da=b -Dc=d"), "rebuild", "two words");

        assertThat(ran.code()).isEqualTo(7);
        assertThat(ran.lines())
                .containsSubsequence("-Da=b", "-Dc=d", "-jar", jar.toString(), "rebuild", "two words")
                .noneMatch(line -> line.contains("building"));
    }

    @Test
    void builds_a_project_that_was_never_built() throws Exception {
        Files.delete(jar);

        var ran = run(Map.of("JAVA_HOME", java.toString()));

        assertThat(ran.output()).contains("building with " + java, "[8/8] server", "built in");
        assertThat(ran.code()).isEqualTo(7);
    }

    @Test
    void builds_again_when_a_source_is_newer() throws Exception {
        source("server/src/main/java/Main.java", 3);

        assertThat(run(Map.of("JAVA_HOME", java.toString())).output()).contains("building");
        assertThat(run(Map.of("JAVA_HOME", java.toString())).output()).doesNotContain("building");
    }

    @Test
    void prints_the_build_output_when_it_fails() throws Exception {
        Files.delete(jar);
        script("mvnw", "echo '[ERROR] no network'; exit 1");

        var ran = run(Map.of("JAVA_HOME", java.toString()));

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.output()).contains("[ERROR] no network", "the build failed");
    }

    @Test
    void refuses_a_java_that_is_too_old() throws Exception {
        var ran = run(Map.of("JAVA_HOME", jdk("old", "11.0.9").toString()));

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.output()).contains("is a Java 11", "needs 17");
    }

    @Test
    void refuses_a_java_home_without_java() throws Exception {
        var ran = run(Map.of("JAVA_HOME", "/nowhere"));

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.output()).contains("JAVA_HOME is /nowhere");
    }

    @Test
    void finds_the_newest_java() throws Exception {
        jdk("home/.jdks/a", "97.0.1");
        var newest = jdk("home/.jdks/b", "99");
        jdk("home/.jdks/c", "98.0.1");

        var ran = run(Map.of("HOME", project.resolve("home").toString(), "JAVA_HOME", ""));

        assertThat(ran.lines()).contains("this is " + newest);
    }

    private record LauncherResult(int code, String output) {
        List<String> lines() {
            return output.lines().toList();
        }
    }

    private LauncherResult run(Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        var command =
                new ArrayList<>(List.of("bash", project.resolve("keyledger").toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new LauncherResult(process.waitFor(), output);
    }

    /** A Java that prints its path and its arguments, one per line, and ends with 7. */
    private Path jdk(String folder, String version) throws IOException {
        var home = project.resolve(folder);
        script(folder + "/bin/java", "echo 'this is " + home + "'; printf '%s\\n' \"$@\"; exit 7");
        script(folder + "/bin/javac", "exit 0");
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    private void script(String name, String content) throws IOException {
        var file = project.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + content + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Path source(String name, long hour) throws IOException {
        var file = project.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, name);
        for (var folder = file.getParent(); !folder.equals(project); folder = folder.getParent()) {
            Files.setLastModifiedTime(folder, FileTime.from(Instant.EPOCH));
        }
        Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1_700_000_000 + 3600 * hour)));
        return file;
    }
}
