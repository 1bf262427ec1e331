package org.keyledger.command.publisher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.kernel.EventTypes;
import org.keyledger.kernel.emailclaim.EmailClaimEvent.EmailClaimed;
import org.keyledger.kernel.emailclaim.EmailClaimEvent.EmailReclaimed;
import org.keyledger.kernel.emailclaim.EmailClaimEvent.EmailReleased;
import org.keyledger.kernel.emailclaim.EmailClaimEvent.EmailRetained;
import org.keyledger.kernel.federation.IdentityClaimEvent.IdentityClaimed;
import org.keyledger.kernel.federation.IdentityClaimEvent.IdentityReleased;
import org.keyledger.kernel.login.LoginEvent.LoginFailed;
import org.keyledger.kernel.login.LoginEvent.MagicLinkCodeShown;
import org.keyledger.kernel.login.LoginEvent.MagicLinkRequested;
import org.keyledger.kernel.login.LoginEvent.MagicLinkUsed;
import org.keyledger.kernel.login.LoginEvent.Padding;
import org.keyledger.kernel.login.LoginEvent.RequestDeclined;
import org.keyledger.kernel.login.LoginEvent.SignUpNoticeRequested;
import org.keyledger.kernel.passkey.PasskeyCredentialEvent.PasskeyCredentialClaimed;
import org.keyledger.kernel.passkey.PasskeyEvent.PasskeyRenamed;
import org.keyledger.kernel.session.SessionEvent.SessionRefreshed;
import org.keyledger.kernel.user.UserEvent.EmailChangeNoticeRequested;
import org.keyledger.kernel.user.UserEvent.LanguageChanged;
import org.keyledger.kernel.user.UserEvent.PasswordRehashed;
import org.keyledger.kernel.user.UserEvent.PasswordResetRequested;
import org.keyledger.kernel.user.UserEvent.UserRenamed;
import org.keyledger.ledger.LedgerIdentity;
import org.keyledger.ledger.epoch.Epochs;

@DisplayName("Published events contain no personal data")
class IntegrationEventPrivacyTest {

    private static final CloudEventEncoder ENCODER =
            new CloudEventEncoder(Epochs.single(new LedgerIdentity(new UUID(1, 2), 0)), LedgerFixture.AUTHENTICATION);

    @Test
    void no_field_of_a_public_form_has_a_type_that_is_ever_personal_or_secret() {
        assertThat(forms(IntegrationEvent.class)
                        .flatMap(form -> Arrays.stream(form.getRecordComponents()))
                        .<Class<?>>map(RecordComponent::getType))
                .isNotEmpty()
                .doesNotContainAnyElementsOf(SampleEvents.guarded().toList());
    }

    @Test
    void no_published_record_contains_a_personal_or_secret_value() {
        assertThat(SampleEvents.canaries())
                .hasSizeGreaterThan(3)
                .allSatisfy(canary -> assertThat(
                                SampleEvents.all().stream().map(IntegrationEventPrivacyTest::publishedTextOf))
                        .anyMatch(it -> !it.isEmpty())
                        .noneMatch(it -> it.contains(canary)));
    }

    @Test
    void no_published_record_contains_personal_or_internal_metadata() {
        assertThat(SampleEvents.all().stream().map(IntegrationEventPrivacyTest::publishedTextOf))
                .anyMatch(it -> it.contains("ce_actorkind"))
                .noneMatch(it -> it.contains("canary-"));
    }

    @Test
    void these_events_are_private_and_new_ones_are_private_by_default() {
        assertThat(EventTypes.BY_NAME.values())
                .filteredOn(it -> !IntegrationEventTranslator.publishedTypes().contains(it))
                .containsExactlyInAnyOrder(
                        EmailClaimed.class,
                        EmailRetained.class,
                        EmailReclaimed.class,
                        EmailReleased.class,
                        EmailChangeNoticeRequested.class,
                        LoginFailed.class,
                        RequestDeclined.class,
                        SignUpNoticeRequested.class,
                        MagicLinkRequested.class,
                        MagicLinkCodeShown.class,
                        MagicLinkUsed.class,
                        Padding.class,
                        IdentityClaimed.class,
                        IdentityReleased.class,
                        PasskeyCredentialClaimed.class,
                        PasskeyRenamed.class,
                        SessionRefreshed.class,
                        UserRenamed.class,
                        LanguageChanged.class,
                        PasswordResetRequested.class,
                        PasswordRehashed.class);
        assertThat(publishedTextOf(new FutureEvent("secret"))).isEmpty();
    }

    @Test
    void every_public_form_is_used() {
        assertThat(SampleEvents.all().stream().flatMap(it -> IntegrationEventTranslator.translate(it).stream()))
                .extracting(Object::getClass)
                .containsExactlyInAnyOrderElementsOf(
                        forms(IntegrationEvent.class).toList());
    }

    /** The records of a sealed family. */
    private static Stream<Class<?>> forms(Class<?> family) {
        return family.isRecord()
                ? Stream.of(family)
                : Arrays.stream(family.getPermittedSubclasses()).flatMap(IntegrationEventPrivacyTest::forms);
    }

    private record FutureEvent(String secret) {}

    private static String publishedTextOf(Object event) {
        var text = new StringBuilder();
        for (var record : ENCODER.encode(new LedgerEvent(1, Instant.EPOCH, event, SampleEvents.METADATA))) {
            text.append(record.key()).append(new String(record.value(), UTF_8));
            StreamSupport.stream(record.headers().spliterator(), false)
                    .forEach(it -> text.append(it.key()).append(new String(it.value(), UTF_8)));
        }
        return text.toString();
    }
}
