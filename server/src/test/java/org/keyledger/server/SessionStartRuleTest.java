package org.keyledger.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.gateway.login.LogIn;
import org.keyledger.gateway.stepup.PasswordAuthenticator;
import org.keyledger.gateway.stepup.ProvedUser;
import org.keyledger.kernel.session.SessionCommand.StartSession;

@DisplayName("Sessions are started by the log-in of a proved user only")
class SessionStartRuleTest {

    @Test
    void no_other_class_makes_the_command() {
        noClasses()
                .that()
                .doNotBelongToAnyOf(LogIn.class, StartSession.class)
                .should(createInstancesOf(StartSession.class))
                .check(ProgramClasses.CLASSES);
    }

    @Test
    void only_proofs_make_a_proved_user() {
        noClasses()
                .that()
                .doNotBelongToAnyOf(PasswordAuthenticator.class, ProvedUser.class)
                .should(createInstancesOf(ProvedUser.class))
                .check(ProgramClasses.CLASSES);
    }

    @Test
    void a_proved_user_has_no_public_constructor() {
        classes()
                .that()
                .areAssignableTo(ProvedUser.class)
                .should(haveNoPublicConstructor())
                .check(ProgramClasses.CLASSES);
    }

    private static ArchCondition<JavaClass> createInstancesOf(Class<?> created) {
        return new ArchCondition<>("create a " + created.getSimpleName()) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getConstructorCallsFromSelf().stream()
                        .filter(call -> call.getTargetOwner().isEquivalentTo(created))
                        .forEach(call -> events.add(SimpleConditionEvent.satisfied(call, call.getDescription())));
            }
        };
    }

    private static ArchCondition<JavaClass> haveNoPublicConstructor() {
        return new ArchCondition<>("have no public constructor") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getConstructors().stream()
                        .filter(it -> it.getModifiers().contains(JavaModifier.PUBLIC))
                        .forEach(it -> events.add(SimpleConditionEvent.violated(it, it.getDescription())));
            }
        };
    }
}
