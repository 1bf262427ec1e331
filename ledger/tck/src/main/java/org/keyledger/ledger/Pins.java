package org.keyledger.ledger;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Compares stored and published names and bytes with approved files, in {@code src/test/resources/pins} of the module
 * whose test runs. {@code -Dkeyledger.write-pins=true} writes them; a line that changes breaks a store or a client.
 */
public final class Pins {

    private static final Path FOLDER = Path.of("src/test/resources/pins");
    private static final String COMMENT = "#";
    private static final String EQUALS = " = ";

    private Pins() {}

    /**
     * Compares lines and their order with the approved file.
     *
     * @param name of the file, without its ending
     * @param about describes the lines, in the first line of the file
     */
    public static void check(String name, String about, List<String> found) {
        assertThat(found).as("lines for " + name).isNotEmpty();
        if (isWriting()) {
            write(name, about, found);
        }
        List<String> pinned = read(name);
        assertThat(pinned).as("pinned in " + name).isNotEmpty();
        assertThat(without(pinned, found)).as("pinned in " + name + " and gone").isEmpty();
        assertThat(without(found, pinned)).as("not pinned in " + name).isEmpty();
        assertThat(found).as("in the order of " + name).isEqualTo(pinned);
    }

    /**
     * Values that an earlier version wrote and this version must read; they are random, so they are read from the file.
     *
     * @param fresh creates values when the file is written
     */
    public static Map<String, String> answers(String name, String about, Supplier<Map<String, String>> fresh) {
        if (isWriting()) {
            List<String> lines = new ArrayList<>();
            fresh.get().forEach((key, value) -> lines.add(key + EQUALS + value));
            write(name, about, lines);
        }
        Map<String, String> answers = read(name).stream()
                .map(line -> line.split(EQUALS, 2))
                .collect(toMap(it -> it[0], it -> it[1], (one, other) -> other, LinkedHashMap::new));
        assertThat(answers).as("pinned in " + name).isNotEmpty();
        return answers;
    }

    private static boolean isWriting() {
        return Boolean.getBoolean("keyledger.write-pins");
    }

    private static List<String> without(List<String> lines, List<String> others) {
        List<String> left = lines.stream().collect(toCollection(ArrayList::new));
        others.forEach(left::remove);
        return left;
    }

    private static List<String> read(String name) {
        try {
            return Files.readAllLines(file(name)).stream()
                    .filter(line -> !line.startsWith(COMMENT))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(String name, String about, List<String> lines) {
        try {
            Files.createDirectories(FOLDER);
            Files.writeString(file(name), COMMENT + " " + about + "\n" + String.join("\n", lines) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path file(String name) {
        return FOLDER.resolve(name + ".txt");
    }
}
