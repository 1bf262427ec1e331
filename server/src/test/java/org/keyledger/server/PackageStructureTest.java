package org.keyledger.server;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaPackage;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.kernel.Machinery;

@DisplayName("Packages are described, null-marked, flat and small")
class PackageStructureTest {

    private static final int MAX_FILES = 25;
    private static final int MAX_SEGMENTS = 4;
    private static final Set<String> FEATURES = Set.of(
            "user",
            "emailclaim",
            "login",
            "factor",
            "passkey",
            "federation",
            "session",
            "apikey",
            "tenant",
            "audit",
            "commit",
            "mail");

    @Test
    void every_package_has_a_null_marked_package_info() {
        assertThat(filesByPackage().keySet())
                .isNotEmpty()
                .allSatisfy(name -> assertThat(packageOf(name).tryGetPackageInfo())
                        .as("package-info of %s", name)
                        .hasValueSatisfying(info -> assertThat(info.isAnnotatedWith(NullMarked.class))
                                .as("@NullMarked on %s", name)
                                .isTrue()));
    }

    @Test
    void no_package_has_more_than_25_files() {
        assertThat(filesByPackage())
                .isNotEmpty()
                .allSatisfy((name, files) -> assertThat(files)
                        .as("files of %s besides package-info", name)
                        .hasSizeLessThanOrEqualTo(MAX_FILES));
    }

    @Test
    void packages_have_no_packages_inside() {
        assertThat(filesByPackage().keySet())
                .isNotEmpty()
                .allSatisfy(name -> assertThat(name.split("\\.")).as(name).hasSizeLessThanOrEqualTo(MAX_SEGMENTS));
    }

    /** Any other package is a feature that is not listed, or machinery without its annotation. */
    @Test
    void packages_are_features_or_apis_or_marked_as_machinery() {
        var packages = filesByPackage().keySet().stream()
                .filter(PackageStructureTest::isBelowAModuleWithFeatures)
                .toList();

        assertThat(packages)
                .isNotEmpty()
                .allSatisfy(name -> assertThat(packageOf(name).isAnnotatedWith(Machinery.class))
                        .as("@Machinery on %s", name)
                        .isEqualTo(!isFeatureOrApi(name)));
    }

    @Test
    void package_names_are_nouns_and_not_gerunds() {
        assertThat(filesByPackage().keySet()).isNotEmpty().noneMatch(name -> name.endsWith("ing") && !isNoun(name));
    }

    private static boolean isFeatureOrApi(String name) {
        var last = name.split("\\.")[3];
        return FEATURES.contains(last) || ProgramClasses.APIS.contains(last);
    }

    private static boolean isNoun(String name) {
        return Stream.of("messaging", "handling", "wiring").anyMatch(noun -> name.endsWith("." + noun));
    }

    private static boolean isBelowAModuleWithFeatures(String name) {
        var segments = name.split("\\.");
        return segments.length == MAX_SEGMENTS && ProgramClasses.MODULES_WITH_FEATURES.contains(segments[2]);
    }

    private static JavaPackage packageOf(String name) {
        return ProgramClasses.CLASSES.getPackage(name);
    }

    private static Map<String, Set<String>> filesByPackage() {
        return ProgramClasses.CLASSES.stream()
                .filter(ProgramClasses::isTopLevel)
                .collect(groupingBy(
                        JavaClass::getPackageName,
                        TreeMap::new,
                        mapping(JavaClass::getSimpleName, toCollection(TreeSet::new))));
    }
}
