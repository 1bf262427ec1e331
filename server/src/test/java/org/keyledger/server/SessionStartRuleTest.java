package org.keyledger.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.command.session.SessionCommandHandler;
import org.keyledger.gateway.login.LogIn;
import org.keyledger.gateway.stepup.FederatedAuthenticator;
import org.keyledger.gateway.stepup.MailedLinkAuthenticator;
import org.keyledger.gateway.stepup.PasskeyAuthenticator;
import org.keyledger.gateway.stepup.PasswordAuthenticator;
import org.keyledger.gateway.stepup.ProvedUser;
import org.keyledger.gateway.stepup.SecondFactorAuthenticator;
import org.keyledger.gateway.stepup.SignUpLinkAuthenticator;
import org.keyledger.kernel.session.SessionCommand.StartSession;
import org.keyledger.kernel.session.SessionEvent.SessionStarted;

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
                .doNotBelongToAnyOf(
                        PasswordAuthenticator.class,
                        SecondFactorAuthenticator.class,
                        SignUpLinkAuthenticator.class,
                        FederatedAuthenticator.class,
                        MailedLinkAuthenticator.class,
                        PasskeyAuthenticator.class,
                        ProvedUser.class)
                .should(createInstancesOf(ProvedUser.class))
                .check(ProgramClasses.CLASSES);
    }

    /** Without a command: only a sign-up, whose user is new and so has no second factor. */
    @Test
    void only_a_sign_up_starts_a_session_in_its_own_commit() {
        assertThat(callersOf(SessionCommandHandler.class, "start")).containsExactly("SessionCommandHandler");
        assertThat(callersOf(SessionCommandHandler.class, "startFirst")).containsExactly("SignUpCommandHandler");
        noClasses()
                .that()
                .doNotBelongToAnyOf(SessionCommandHandler.class, SessionStarted.class)
                .should(createInstancesOf(SessionStarted.class))
                .check(ProgramClasses.CLASSES);
    }

    /** A new way to log in belongs in this table and in {@code SecondFactorEndToEndTest}. */
    @Test
    void these_classes_log_users_in() {
        assertThat(callersOf(LogIn.class, "with"))
                .containsExactlyInAnyOrder(
                        "LogIn",
                        "LoginEndpoint",
                        "BrowserLoginEndpoint",
                        "SignUp",
                        "LoginPageEndpoint",
                        "SignUpPageEndpoint",
                        "VerifyEmailLinkEndpoint",
                        "ProviderLogIn",
                        "MagicLinkLogIn",
                        "PasskeysEndpoint",
                        "BrowserPasskeysEndpoint");
        assertThat(callersOf(LogIn.class, "withSecondFactor"))
                .containsExactlyInAnyOrder(
                        "LoginEndpoint", "BrowserSecondFactorLoginEndpoint", "SecondFactorPageEndpoint");
    }

    private static Set<String> callersOf(Class<?> owner, String method) {
        return ProgramClasses.CLASSES.stream()
                .filter(type -> type.getMethodCallsFromSelf().stream()
                        .anyMatch(call -> call.getTargetOwner().isEquivalentTo(owner)
                                && call.getTarget().getName().equals(method)))
                .map(JavaClass::getSimpleName)
                .collect(Collectors.toSet());
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
