package org.keyledger.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Each library is used in one place only")
class LibraryIsolationTest {

    @Test
    void only_the_adapter_depends_on_the_storage_interfaces_of_axon() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.keyledger.ledger.axon..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.axonframework.eventsourcing.eventstore..")
                .because("Axon 5 replaces these interfaces, and a migration should change one package")
                .check(ProgramClasses.CLASSES);
    }

    @Test
    void the_ledger_core_does_not_depend_on_axon() {
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
    void only_ledger_and_wiring_depend_on_stores() {
        noClasses()
                .that()
                .resideOutsideOfPackages("org.keyledger.ledger..", "org.keyledger.server..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.mongodb..", "org.bson..", "java.sql..", "javax.sql..", "org.sqlite..")
                .check(ProgramClasses.CLASSES);
    }

    @Test
    void only_publisher_and_consumers_depend_on_kafka() {
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
    void only_the_federation_depends_on_the_library_of_openid_connect() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.keyledger.gateway.federation..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.nimbusds..", "net.minidev..")
                .check(ProgramClasses.CLASSES);
    }

    @Test
    void only_the_passkey_feature_depends_on_the_library_of_web_authentication() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.keyledger.gateway.passkey..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.webauthn4j..")
                .check(ProgramClasses.CLASSES);
    }

    @Test
    void no_class_chooses_by_profile() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.springframework.context.annotation.Profile")
                .because("the implementation of a port is chosen once, at start, from the environment")
                .check(ProgramClasses.CLASSES);
    }
}
