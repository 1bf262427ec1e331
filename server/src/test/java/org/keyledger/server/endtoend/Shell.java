package org.keyledger.server.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** A bash session that keeps its state between commands. */
final class Shell implements AutoCloseable {

    private static final String END = "-- end of output --";

    private final Process bash;
    private final BufferedReader output;

    Shell(Path folder) {
        try {
            bash = new ProcessBuilder("bash")
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        output = new BufferedReader(new InputStreamReader(bash.getInputStream(), UTF_8));
    }

    static boolean has(String program) {
        try {
            return new ProcessBuilder("bash", "-c", "command -v " + program)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException absent) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The output of the command on both streams. */
    String run(String command) {
        try {
            var input = bash.getOutputStream();
            input.write((command + "\nprintf '\\n%s\\n' '" + END + "'\n").getBytes(UTF_8));
            input.flush();
            var printed = new StringBuilder();
            for (var line = output.readLine(); !END.equals(line); line = output.readLine()) {
                if (line == null) {
                    throw new AssertionError("the shell ended: " + printed);
                }
                printed.append(line).append('\n');
            }
            return printed.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        bash.destroy();
    }
}
