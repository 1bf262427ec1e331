package org.keyledger.server;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

@DisplayName("Every package has a description and is null-marked")
class PackageStructureTest {

    private static final int MAX_FILES = 10;
    private static final int MAX_DEPTH = 4;

    @Test
    void with_one_sentence_and_null_marked() {
        assertThat(filesByPackage().keySet())
                .allSatisfy(name -> assertThat(
                                ProgramClasses.CLASSES.getPackage(name).tryGetPackageInfo())
                        .as("package-info of %s", name)
                        .hasValueSatisfying(info -> assertThat(info.isAnnotatedWith(NullMarked.class))
                                .as("@NullMarked on %s", name)
                                .isTrue()));
    }

    /** A report and no law: a package is split when it hurts, and this says where to look. */
    @Test
    void and_are_flat_and_few() {
        var toLookAt = filesByPackage().entrySet().stream()
                .filter(entry -> isCrowded(entry) || isDeep(entry.getKey()))
                .map(entry -> entry.getKey() + " (" + entry.getValue().size() + " files)")
                .sorted()
                .toList();
        reportUnlessEmpty(toLookAt);
    }

    private static void reportUnlessEmpty(List<String> packages) {
        if (!packages.isEmpty()) {
            throw new TestAbortedException(
                    "more than " + MAX_FILES + " files, or packages within a feature: " + String.join(", ", packages));
        }
    }

    private static boolean isCrowded(Map.Entry<String, Set<String>> files) {
        return files.getValue().size() > MAX_FILES;
    }

    private static boolean isDeep(String packageName) {
        return packageName.split("\\.").length > MAX_DEPTH;
    }

    private static Map<String, Set<String>> filesByPackage() {
        return ProgramClasses.CLASSES.stream()
                .filter(JavaClass::isTopLevelClass)
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .collect(groupingBy(JavaClass::getPackageName, mapping(JavaClass::getSimpleName, toSet())));
    }
}
