package org.keyledger.server;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.ledger.AppendRejectedException;
import org.keyledger.ledger.AtomicStore;
import org.keyledger.ledger.StoreUnavailableException;
import org.keyledger.ledger.UnknownOutcomeException;

@DisplayName("Modules depend only on the modules they may use")
class ModuleDependencyTest {

    private static final DescribedPredicate<JavaClass> ATOMIC_STORE_AND_FAILURES = describe(
            "the ledger's AtomicStore and its append failures",
            type -> Stream.of(
                            AtomicStore.class,
                            AppendRejectedException.class,
                            UnknownOutcomeException.class,
                            StoreUnavailableException.class)
                    .anyMatch(known -> type.getName().startsWith(known.getName())));

    @Test
    void the_ledger_depends_on_no_other_module() {
        module("ledger").dependsOnlyOn();
    }

    @Test
    void the_kernel_depends_on_the_encryption_annotations_only() {
        module("kernel").dependsOnlyOn(resideInAPackage("org.keyledger.ledger.annotation"));
    }

    @Test
    void the_kernel_has_no_framework_dependency() {
        noClasses()
                .that()
                .resideInAPackage("org.keyledger.kernel..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.springframework..",
                        "org.axonframework..",
                        "org.apache.kafka..",
                        "com.mongodb..",
                        "org.bson..",
                        "jakarta.servlet..",
                        "java.net.http..",
                        "java.sql..")
                .because("every module reads the shared types, whatever framework it uses")
                .check(ProgramClasses.CLASSES);
    }

    @Test
    void command_side_depends_on_kernel_and_ledger() {
        module("command").dependsOnlyOn(modules("kernel", "ledger"));
    }

    @Test
    void query_side_depends_on_kernel_and_ledger() {
        module("query").dependsOnlyOn(modules("kernel", "ledger"));
    }

    @Test
    void gateway_depends_on_kernel_atomic_store_and_ledger_failures() {
        module("gateway").dependsOnlyOn(modules("kernel").or(ATOMIC_STORE_AND_FAILURES));
    }

    @Test
    void consumers_depend_on_the_kernel_only() {
        module("consumer").dependsOnlyOn(modules("kernel"));
    }

    private static ModuleRule module(String name) {
        return new ModuleRule(name);
    }

    private static DescribedPredicate<JavaClass> modules(String... names) {
        return resideInAnyPackage(
                Stream.of(names).map(name -> "org.keyledger." + name + "..").toArray(String[]::new));
    }

    private record ModuleRule(String name) {

        void dependsOnlyOn() {
            dependsOnlyOn(DescribedPredicate.alwaysFalse());
        }

        void dependsOnlyOn(DescribedPredicate<JavaClass> neighbours) {
            ArchRule rule = classes()
                    .that(modules(name))
                    .should()
                    .onlyDependOnClassesThat(not(resideInAPackage("org.keyledger.."))
                            .or(modules(name))
                            .or(neighbours));
            rule.check(ProgramClasses.CLASSES);
        }
    }
}
