package org.keyledger.consumer.subscription;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Damaged files of a consumer that were set aside since the start: renamed, so that the consumer can continue without
 * them and nothing is lost. Thread-safe.
 */
public final class SetAsideFiles {

    private static final Logger LOG = LoggerFactory.getLogger(SetAsideFiles.class);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final List<Path> files = new CopyOnWriteArrayList<>();

    /**
     * Renames the file to {@code <name>.damaged-<time of its last change>} and logs it.
     *
     * @param damage what is wrong with it
     * @param consequence what the consumer does without it
     */
    public void setAside(Path file, String damage, String consequence) throws IOException {
        var name = file.getFileName() + ".damaged-"
                + TIME.format(Files.getLastModifiedTime(file).toInstant());
        var aside = file.resolveSibling(name);
        for (var number = 2; Files.exists(aside); number++) {
            aside = file.resolveSibling(name + "-" + number);
        }
        Files.move(file, aside);
        files.add(aside);
        LOG.warn("Damaged file {} was set aside as {} ({}): {}", file, aside, damage, consequence);
    }

    /** Creates a folder of the consumer; a file in its place is set aside. */
    public void createFolder(Path folder) throws IOException {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            setAside(folder, "it is not a folder", "an empty folder takes its place");
        }
        Files.createDirectories(folder);
    }

    /** The new paths of these files. */
    public List<Path> all() {
        return List.copyOf(files);
    }
}
