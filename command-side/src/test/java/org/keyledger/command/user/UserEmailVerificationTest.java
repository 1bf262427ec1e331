package org.keyledger.command.user;

import static org.keyledger.command.CommandSideFixture.NOW;
import static org.keyledger.command.Samples.ADA;
import static org.keyledger.command.Samples.REQUEST;
import static org.keyledger.command.Samples.VERIFICATION;
import static org.keyledger.command.Samples.id;
import static org.keyledger.command.Samples.registered;

import java.time.Duration;
import java.util.List;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.ResultValidator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.command.AggregateFixtures;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.Refusal;
import org.keyledger.kernel.user.MailRequestId;
import org.keyledger.kernel.user.UserCommand.RequestEmailVerification;
import org.keyledger.kernel.user.UserCommand.VerifyEmail;
import org.keyledger.kernel.user.UserEvent.EmailVerificationRequested;
import org.keyledger.kernel.user.UserEvent.EmailVerified;

@DisplayName("Verifying an e-mail address")
class UserEmailVerificationTest {

    private static final Duration DAY = Duration.ofHours(24);
    private static final Digest TOKEN = Digest.of("link");
    private static final MailRequestId NEWER = new MailRequestId(id(60));
    private static final VerifyEmail CONFIRM = new VerifyEmail(ADA, REQUEST, TOKEN, null);

    @Test
    void starts_with_a_mail() {
        at(Duration.ZERO)
                .given(registered())
                .when(new RequestEmailVerification(ADA, VERIFICATION))
                .expectEvents(requested(REQUEST))
                .expectResultMessagePayload(Decision.done());
    }

    @Test
    void succeeds_with_the_link_of_the_mail() {
        at(DAY.minusMillis(1))
                .given(registered(), requested(REQUEST))
                .when(CONFIRM)
                .expectEvents(new EmailVerified(ADA, REQUEST))
                .expectResultMessagePayload(Decision.done());
    }

    @Test
    void changes_nothing_when_the_link_is_used_again_before_it_expires() {
        for (var time : List.of(Duration.ZERO, DAY.minusMillis(1))) {
            at(time).given(registered(), requested(REQUEST), new EmailVerified(ADA, REQUEST))
                    .when(CONFIRM)
                    .expectNoEvents()
                    .expectResultMessagePayload(Decision.noChange());
        }
    }

    @Test
    void fails_with_a_used_link_that_has_expired_or_was_not_the_one_that_was_used() {
        refused(at(DAY).given(registered(), requested(REQUEST), new EmailVerified(ADA, REQUEST))
                .when(CONFIRM));
        refused(at(Duration.ZERO)
                .given(registered(), requested(REQUEST), new EmailVerified(ADA, REQUEST))
                .when(new VerifyEmail(ADA, REQUEST, Digest.of("made up"), null)));
        refused(at(Duration.ZERO)
                .given(registered(), requested(REQUEST), new EmailVerified(ADA, NEWER))
                .when(CONFIRM));
        refused(at(Duration.ZERO)
                .given(registered(), requested(NEWER), requested(REQUEST), new EmailVerified(ADA, REQUEST))
                .when(new VerifyEmail(ADA, NEWER, TOKEN, null)));
    }

    @Test
    void fails_after_a_day() {
        refused(at(DAY).given(registered(), requested(REQUEST)).when(CONFIRM));
    }

    @Test
    void fails_with_an_older_link() {
        refused(at(Duration.ZERO)
                .given(registered(), requested(REQUEST), requested(NEWER))
                .when(CONFIRM));
    }

    @Test
    void fails_with_an_invalid_link() {
        refused(at(Duration.ZERO)
                .given(registered(), requested(REQUEST))
                .when(new VerifyEmail(ADA, REQUEST, Digest.of("made up"), null)));
    }

    @Test
    void fails_if_no_mail_was_sent() {
        refused(at(Duration.ZERO).given(registered()).when(CONFIRM));
    }

    @Test
    void again_sends_no_mail() {
        at(Duration.ZERO)
                .given(registered(), new EmailVerified(ADA, null))
                .when(new RequestEmailVerification(ADA, VERIFICATION))
                .expectNoEvents()
                .expectResultMessagePayload(Decision.noChange());
    }

    private static void refused(ResultValidator<User> result) {
        result.expectNoEvents().expectResultMessagePayload(Decision.refuse(Refusal.INVALID_TOKEN));
    }

    private static AggregateTestFixture<User> at(Duration time) {
        var fixture = AggregateFixtures.of(User.class, AggregateFixtures.after(time));
        fixture.registerInjectableResource(MailedLinkSettings.DEFAULTS);
        return fixture;
    }

    private static EmailVerificationRequested requested(MailRequestId request) {
        return new EmailVerificationRequested(ADA, request, TOKEN, NOW.plus(DAY));
    }
}
