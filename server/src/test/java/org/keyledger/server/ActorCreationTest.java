package org.keyledger.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.kernel.Actor;

@DisplayName("Actors are created in one place")
class ActorCreationTest {

    /** Reactions create the service's own actor, and operator commands the operator. */
    @Test
    void for_requests_reactions_and_operators() {
        var creators = ProgramClasses.CLASSES.stream()
                .filter(type -> !type.isEquivalentTo(Actor.class))
                .filter(ActorCreationTest::createsActors)
                .map(JavaClass::getFullName);

        assertThat(creators)
                .containsExactlyInAnyOrder(
                        "org.keyledger.gateway.authentication.RequestActor",
                        "org.keyledger.command.erasure.ErasureReapplier",
                        "org.keyledger.server.KeyConfirmation",
                        "org.keyledger.server.EpochStart");
    }

    private static boolean createsActors(JavaClass type) {
        return type.getCodeUnitCallsFromSelf().stream()
                .map(call -> call.getTarget().resolveMember())
                .flatMap(Optional::stream)
                .anyMatch(ActorCreationTest::isCreation);
    }

    private static boolean isCreation(JavaCodeUnit called) {
        return called.getOwner().isEquivalentTo(Actor.class)
                && (called instanceof JavaConstructor
                        || called.getModifiers().contains(JavaModifier.STATIC)
                                && !called.getName().equals("of"));
    }
}
