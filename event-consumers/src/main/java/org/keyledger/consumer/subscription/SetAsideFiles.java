package org.keyledger.consumer.subscription;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Damaged files of a consumer that were set aside: renamed, so that the consumer can continue without them and nothing is
 * lost. They are listed until an operator deletes them. Thread-safe.
 */
public final class SetAsideFiles {

    private static final Logger LOG = LoggerFactory.getLogger(SetAsideFiles.class);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private static final String MARK = ".damaged-";

    private final Path folder;
    private final String prefix;
    private final List<Path> sinceStart = new CopyOnWriteArrayList<>();

    /** @param prefix the beginning of the names of the consumer's files in this folder */
    public SetAsideFiles(Path folder, String prefix) {
        this.folder = folder;
        this.prefix = prefix;
    }

    /**
     * Renames the file to {@code <name>.damaged-<time of its last change>} and logs it.
     *
     * @param damage what is wrong with it
     * @param consequence what the consumer does without it
     */
    public void moveAside(Path file, String damage, String consequence) throws IOException {
        var name = file.getFileName()
                + MARK
                + TIME.format(Files.getLastModifiedTime(file).toInstant());
        var aside = file.resolveSibling(name);
        for (var number = 2; Files.exists(aside); number++) {
            aside = file.resolveSibling(name + "-" + number);
        }
        Files.move(file, aside);
        sinceStart.add(aside);
        LOG.warn("Damaged file {} was set aside as {} ({}): {}", file, aside, damage, consequence);
    }

    /** Creates the folder; a file in its place is set aside. */
    public void createFolder() throws IOException {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            moveAside(folder, "it is not a folder", "an empty folder takes its place");
        }
        Files.createDirectories(folder);
    }

    /** The new paths of these files, in the order of their names. */
    public List<Path> all() {
        return Stream.concat(sinceStart.stream().filter(Files::exists), inFolder().stream())
                .distinct()
                .sorted()
                .toList();
    }

    private List<Path> inFolder() {
        try (var files = Files.list(folder)) {
            return files.filter(file -> isSetAside(file.getFileName().toString()))
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private boolean isSetAside(String name) {
        return name.startsWith(prefix) && name.contains(MARK);
    }
}
