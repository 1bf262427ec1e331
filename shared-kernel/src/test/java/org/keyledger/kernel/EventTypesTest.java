package org.keyledger.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.annotation.Annotation;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyledger.kernel.apikey.ApiKeyEvent;
import org.keyledger.kernel.emailclaim.EmailClaimEvent;
import org.keyledger.kernel.factor.FactorEvent;
import org.keyledger.kernel.federation.FederationEvent;
import org.keyledger.kernel.federation.IdentityClaimEvent;
import org.keyledger.kernel.login.LoginEvent;
import org.keyledger.kernel.passkey.PasskeyCredentialEvent;
import org.keyledger.kernel.passkey.PasskeyEvent;
import org.keyledger.kernel.restore.RestoreEvent;
import org.keyledger.kernel.session.SessionEvent;
import org.keyledger.kernel.tenant.TenantEvent;
import org.keyledger.kernel.user.UserEvent;
import org.keyledger.ledger.annotation.CreatesDataSubject;
import org.keyledger.ledger.annotation.PersonalData;
import org.keyledger.ledger.annotation.Secret;

@DisplayName("Event types")
class EventTypesTest {

    @Test
    void names_every_event_record() {
        assertThat(EventTypes.BY_NAME.values()).isNotEmpty().containsExactlyInAnyOrderElementsOf(events().toList());
    }

    @Test
    void starts_with_its_family_and_is_lower_case() {
        assertThat(EventTypes.BY_NAME)
                .isNotEmpty()
                .allSatisfy((name, event) ->
                        assertThat(name).matches("[a-z]+\\.[a-z]+(-[a-z]+)*").startsWith(family(event) + "."));
    }

    @ParameterizedTest
    @MethodSource("events")
    void names_a_component_as_the_subject_of_every_encrypted_value(Class<?> event) {
        assertThat(subjects(event))
                .isSubsetOf(StoredFields.of(event).map(RecordComponent::getName).toList());
    }

    static Stream<Class<?>> events() {
        return Stream.of(
                        TenantEvent.class,
                        UserEvent.class,
                        EmailClaimEvent.class,
                        LoginEvent.class,
                        FactorEvent.class,
                        FederationEvent.class,
                        IdentityClaimEvent.class,
                        PasskeyEvent.class,
                        PasskeyCredentialEvent.class,
                        SessionEvent.class,
                        ApiKeyEvent.class,
                        RestoreEvent.class)
                .flatMap(EventTypesTest::records);
    }

    /** The records of a sealed family, also those of a family inside it. */
    private static Stream<Class<?>> records(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(EventTypesTest::records)
                : Stream.of(type);
    }

    private static String family(Class<?> event) {
        String name = event.getPackageName();
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static Stream<String> subjects(Class<?> event) {
        Stream<String> createdSubjects = Optional.ofNullable(event.getAnnotation(CreatesDataSubject.class)).stream()
                .map(CreatesDataSubject::value);
        Stream<String> encryptedFor = StoredFields.of(event)
                .flatMap(component -> Arrays.stream(component.getAnnotations()))
                .flatMap(EventTypesTest::subject);
        return Stream.concat(createdSubjects, encryptedFor);
    }

    private static Stream<String> subject(Annotation annotation) {
        if (annotation instanceof PersonalData personal) {
            return Stream.of(personal.subject());
        }
        return annotation instanceof Secret secret ? Stream.of(secret.subject()) : Stream.empty();
    }
}
