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
import org.junit.jupiter.api.Test;
import org.keyledger.ledger.AppendRejectedException;
import org.keyledger.ledger.AtomicStore;
import org.keyledger.ledger.StoreUnavailableException;
import org.keyledger.ledger.UnknownOutcomeException;

/** The table of modules: who may use whom. */
class ModuleDependencyTest {

    private static final DescribedPredicate<JavaClass> CELLS_AND_FAILURES = describe(
            "the ledger's Cells, and why it could not append or does not answer",
            type -> Stream.of(
                            AtomicStore.class,
                            AppendRejectedException.class,
                            UnknownOutcomeException.class,
                            StoreUnavailableException.class)
                    .anyMatch(known -> type.getName().startsWith(known.getName())));

    @Test
    void the_ledger_knows_none_of_them() {
        room("ledger").knowsOnly();
    }

    @Test
    void the_kernel_knows_the_sealing_marks_alone() {
        room("kernel").knowsOnly(resideInAPackage("org.keyledger.ledger.annotation"));
    }

    @Test
    void the_kernel_is_words_and_no_machinery() {
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
                .because("every room reads the words, whatever it is built with")
                .check(ProgramClasses.CLASSES);
    }

    @Test
    void commands_are_decided_with_kernel_and_ledger() {
        room("command").knowsOnly(rooms("kernel", "ledger"));
    }

    @Test
    void questions_are_answered_with_kernel_and_ledger() {
        room("query").knowsOnly(rooms("kernel", "ledger"));
    }

    @Test
    void the_gateway_knows_the_kernel_the_cells_and_how_the_ledger_fails() {
        room("gateway").knowsOnly(rooms("kernel").or(CELLS_AND_FAILURES));
    }

    @Test
    void consumers_know_the_kernel_alone() {
        room("consumer").knowsOnly(rooms("kernel"));
    }

    private static ModuleRule room(String name) {
        return new ModuleRule(name);
    }

    private static DescribedPredicate<JavaClass> rooms(String... names) {
        return resideInAnyPackage(
                Stream.of(names).map(name -> "org.keyledger." + name + "..").toArray(String[]::new));
    }

    private record ModuleRule(String name) {

        void knowsOnly() {
            knowsOnly(DescribedPredicate.alwaysFalse());
        }

        void knowsOnly(DescribedPredicate<JavaClass> neighbours) {
            ArchRule law = classes()
                    .that(rooms(name))
                    .should()
                    .onlyDependOnClassesThat(not(resideInAPackage("org.keyledger.."))
                            .or(rooms(name))
                            .or(neighbours));
            law.check(ProgramClasses.CLASSES);
        }
    }
}
