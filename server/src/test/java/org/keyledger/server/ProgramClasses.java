package org.keyledger.server;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.keyledger.kernel.Machinery;

/** The main classes of all modules, from directories or archives, imported once for all rules. */
final class ProgramClasses {

    private static final Pattern GENERATED_FROM_TEMPLATES = Pattern.compile(".*/Jte\\w+Generated(\\$\\d+)?\\.class");

    static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("-tests.jar"))
            .withImportOption(location -> !location.contains("/tck/") && !location.contains("ledger-tck"))
            .withImportOption(location -> !location.matches(GENERATED_FROM_TEMPLATES))
            .importPackages("org.keyledger");

    /** The modules whose packages are features, with machinery packages beside them. */
    static final List<String> MODULES_WITH_FEATURES = List.of("command", "query", "gateway");

    private ProgramClasses() {}

    /** {@code command} of {@code org.keyledger.command.apikey}. */
    static String module(JavaClass type) {
        return segment(type.getPackageName(), 2);
    }

    /** Packages of the gateway with the endpoints of one API. */
    static final Set<String> APIS = Set.of("token", "browser", "signed", "loginpage", "accountpage");

    /** {@code apikey} of {@code org.keyledger.command.apikey}; empty in the root package of a module. */
    static String feature(JavaClass type) {
        return segment(type.getPackageName(), 3);
    }

    static boolean isInMachinery(JavaClass type) {
        return type.getPackage().tryGetPackageInfo().stream().anyMatch(info -> info.isAnnotatedWith(Machinery.class));
    }

    static boolean isTopLevel(JavaClass type) {
        return type.isTopLevelClass() && !isPackageInfo(type);
    }

    static boolean isPackageInfo(JavaClass type) {
        return type.getSimpleName().equals("package-info");
    }

    private static String segment(String packageName, int index) {
        var segments = packageName.split("\\.");
        return segments.length > index ? segments[index] : "";
    }
}
