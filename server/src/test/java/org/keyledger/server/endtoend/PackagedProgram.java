package org.keyledger.server.endtoend;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The program as it is shipped: in jars, without tests and test dependencies. A class data sharing archive halves the
 * time of a start. Jars and archive are reused until a class changes.
 */
final class PackagedProgram {

    /** Creating the archive takes longer than one start, so a test that starts one program does not use it. */
    private static final int STARTS_BEFORE_ARCHIVE = 3;

    private static final Path FOLDER = Path.of("target", "packed").toAbsolutePath();
    private static final Path ARCHIVE = FOLDER.resolve("classes.jsa");
    private static final String CLASS_PATH = packageClassPath();

    private static int starts;

    private PackagedProgram() {}

    static String classPath() {
        return CLASS_PATH;
    }

    /** JVM flags that make the next start faster. */
    static synchronized List<String> flags() {
        starts++;
        if (starts == STARTS_BEFORE_ARCHIVE && !Files.exists(ARCHIVE)) {
            createArchive();
        }
        return Files.exists(ARCHIVE) ? List.of("-XX:SharedArchiveFile=" + ARCHIVE, "-Xlog:cds=off") : List.of();
    }

    private static void createArchive() {
        try {
            var data = Files.createTempDirectory("keyledger-first");
            ServiceProcess.startAndStop(ServiceProcess.settings(data), List.of("-XX:ArchiveClassesAtExit=" + ARCHIVE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String packageClassPath() {
        var all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Stream.of(all.split(File.pathSeparator))
                .filter(entry -> !entry.endsWith("test-classes") && !entry.endsWith("-tests.jar"))
                .map(Path::of)
                .map(entry -> Files.isDirectory(entry) ? toJar(entry) : entry)
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** An archive is valid for exactly these jars. */
    private static Path toJar(Path classes) {
        var jar = FOLDER.resolve(classes.getName(classes.getNameCount() - 3) + ".jar");
        try (var walk = Files.walk(classes)) {
            var files = walk.filter(Files::isRegularFile).sorted().toList();
            if (!isUpToDate(jar, files)) {
                Files.createDirectories(FOLDER);
                Files.deleteIfExists(ARCHIVE);
                write(jar, classes, files);
            }
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isUpToDate(Path jar, List<Path> files) throws IOException {
        if (!Files.exists(jar)) {
            return false;
        }
        var made = Files.getLastModifiedTime(jar);
        for (var file : files) {
            if (Files.getLastModifiedTime(file).compareTo(made) >= 0) {
                return false;
            }
        }
        return true;
    }

    private static void write(Path jar, Path classes, List<Path> files) throws IOException {
        try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (var file : files) {
                out.putNextEntry(
                        new JarEntry(classes.relativize(file).toString().replace(File.separatorChar, '/')));
                Files.copy(file, out);
            }
        }
    }
}
