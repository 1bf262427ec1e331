package org.keyledger.server;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.keyledger.kernel.Machinery;

/** Our classes, read once for all laws; without tests, whether they lie in a directory or in an archive. */
final class ProgramClasses {

    static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("org.keyledger");

    /** Where features live, one package each, with the machinery beside them. */
    static final List<String> MODULES_WITH_FEATURES = List.of("command", "query", "gateway");

    private ProgramClasses() {}

    /** {@code command} of {@code org.keyledger.command.apikey}. */
    static String module(JavaClass type) {
        return segment(type.getPackageName(), 2);
    }

    /** {@code apikey} of {@code org.keyledger.command.apikey}; empty in the room's own package. */
    static String feature(JavaClass type) {
        return segment(type.getPackageName(), 3);
    }

    static boolean inMachinery(JavaClass type) {
        return type.getPackage().tryGetPackageInfo().stream().anyMatch(info -> info.isAnnotatedWith(Machinery.class));
    }

    private static String segment(String packageName, int index) {
        var segments = packageName.split("\\.");
        return segments.length > index ? segments[index] : "";
    }
}
