package org.keyledger.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The Markdown pages of the repository. */
final class DocumentationFiles {

    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private DocumentationFiles() {}

    /** README, CONTRIBUTING and the other pages of the root, and every page below {@code docs}. */
    static List<Path> pages() {
        return Stream.concat(filesIn(ROOT, 1), filesIn(ROOT.resolve("docs"), Integer.MAX_VALUE))
                .filter(file -> file.toString().endsWith(".md"))
                .toList();
    }

    static Stream<Path> filesIn(Path folder, int depth) {
        try (var files = Files.find(folder, depth, (file, attributes) -> attributes.isRegularFile())) {
            return files.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
