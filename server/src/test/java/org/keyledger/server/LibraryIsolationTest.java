package org.keyledger.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import org.junit.jupiter.api.Test;

/** A library that may change under us is known in one place. */
class LibraryIsolationTest {

    @Test
    void the_storage_interfaces_of_axon_are_known_to_the_adapter_alone() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.keyledger.ledger.axon..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.axonframework.eventsourcing.eventstore..")
                .because("the next Axon has others, and a move should touch one package")
                .check(ProgramClasses.CLASSES);
    }

    @Test
    void the_book_itself_does_not_know_axon() {
        noClasses()
                .that()
                .resideInAPackage("org.keyledger.ledger..")
                .and()
                .resideOutsideOfPackage("org.keyledger.ledger.axon..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.axonframework..")
                .check(ProgramClasses.CLASSES);
    }

    @Test
    void stores_are_known_to_the_ledger_and_to_the_wiring() {
        noClasses()
                .that()
                .resideOutsideOfPackages("org.keyledger.ledger..", "org.keyledger.server..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.mongodb..", "org.bson..", "java.sql..", "javax.sql..", "org.sqlite..")
                .check(ProgramClasses.CLASSES);
    }

    @Test
    void kafka_is_known_where_events_leave_and_arrive() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "org.keyledger.command.publisher..", "org.keyledger.consumer..", "org.keyledger.server..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..", "kafka..")
                .check(ProgramClasses.CLASSES);
    }

    @Test
    void no_class_chooses_by_profile() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.springframework.context.annotation.Profile")
                .because("what stands behind a port is decided once, from the environment")
                .check(ProgramClasses.CLASSES);
    }
}
