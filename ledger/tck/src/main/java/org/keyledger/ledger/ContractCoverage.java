package org.keyledger.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * Finds the contract suites and the test classes that run them.
 *
 * <p>A new store is tested like this:
 *
 * <ol>
 *   <li>Its module depends on {@code ledger-tck} in test scope.
 *   <li>For each port a test class extends the suite and opens an empty store: {@link LedgerContract}, {@link
 *       ReservationContract}, {@link ViewsContract}, {@link VaultContract}, {@link AtomicStoreContract}. Where a suite has {@code reopen}, it closes the
 *       store and opens it on the same data.
 *   <li>A test class in package {@code org.keyledger.ledger.rollbackdetection} extends {@code RollbackDetectionContract}:
 *       it opens the whole storage, and copies, restores and deletes the data of one part.
 *   <li>A test asserts that {@link #suites} finds a test class for each of {@link #contracts}, as {@code
 *       SqliteContractCoverageTest} does. It fails if a suite is not run, or only on a condition.
 *   <li>{@code ledger/axon} has a test class that extends {@code AxonStorageContract} over the store.
 * </ol>
 */
public final class ContractCoverage {

    private static final String CONTRACT = "Contract";
    private static final String TEST = "Test";
    private static final String CONDITIONS = "org.junit.jupiter.api.condition.";

    private ContractCoverage() {}

    /** The contract suites of this module. */
    public static List<Class<?>> contracts() {
        return contracts(ContractCoverage.class);
    }

    /** The contract suites of the module of this class: abstract classes {@code *Contract} that have tests of their own. */
    public static List<Class<?>> contracts(Class<?> module) {
        return classes(module)
                .filter(it -> it.getSimpleName().endsWith(CONTRACT) && isAbstract(it) && hasTests(it))
                .toList();
    }

    /** The test classes in the module of this class that Maven finds and that run the suite unconditionally. */
    public static List<Class<?>> suites(Class<?> contract, Class<?> module) {
        return classes(module)
                .filter(it -> contract.isAssignableFrom(it) && isRun(it, module))
                .toList();
    }

    /** A nested class is run if a class is run that is, or extends, the class around it. */
    private static boolean isRun(Class<?> test, Class<?> module) {
        if (isAbstract(test) || isConditional(test)) {
            return false;
        }
        Class<?> outer = test.getEnclosingClass();
        if (outer == null) {
            return test.getSimpleName().endsWith(TEST);
        }
        return test.isAnnotationPresent(Nested.class)
                && classes(module).anyMatch(it -> outer.isAssignableFrom(it) && isRun(it, module));
    }

    private static boolean isConditional(Class<?> test) {
        return Arrays.stream(test.getAnnotations())
                .anyMatch(it -> it.annotationType().getName().startsWith(CONDITIONS)
                        || it.annotationType().getSimpleName().equals("Disabled"));
    }

    private static boolean isAbstract(Class<?> type) {
        return Modifier.isAbstract(type.getModifiers());
    }

    private static boolean hasTests(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods()).anyMatch(it -> it.isAnnotationPresent(Test.class));
    }

    private static Stream<Class<?>> classes(Class<?> module) {
        try {
            Path location = Path.of(
                    module.getProtectionDomain().getCodeSource().getLocation().toURI());
            if (Files.isDirectory(location)) {
                return classes(module, location);
            }
            try (FileSystem jar = FileSystems.newFileSystem(location)) {
                return classes(module, jar.getPath("/"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Stream<Class<?>> classes(Class<?> module, Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            List<Class<?>> found = files.map(it -> root.relativize(it).toString())
                    .filter(it -> it.endsWith(".class") && !it.endsWith("-info.class"))
                    .<Class<?>>map(it -> load(module, it))
                    .toList();
            return found.stream();
        }
    }

    private static Class<?> load(Class<?> module, String file) {
        String name = file.substring(0, file.length() - ".class".length()).replace('/', '.');
        try {
            return Class.forName(name, false, module.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
