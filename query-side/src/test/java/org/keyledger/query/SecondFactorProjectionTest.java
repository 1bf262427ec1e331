package org.keyledger.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.factor.FactorEvent.Reason;
import org.keyledger.kernel.factor.FactorEvent.RecoveryCodeUsed;
import org.keyledger.kernel.factor.FactorEvent.RecoveryCodesGenerated;
import org.keyledger.kernel.factor.FactorEvent.TotpConfirmed;
import org.keyledger.kernel.factor.FactorEvent.TotpDisabled;
import org.keyledger.kernel.factor.FactorEvent.TotpEnrolled;
import org.keyledger.kernel.factor.FactorQuery.FindSecondFactor;
import org.keyledger.kernel.factor.FoundSecondFactor;
import org.keyledger.kernel.factor.FoundSecondFactor.EnrolledTotp;
import org.keyledger.kernel.factor.FoundSecondFactor.PendingTotp;
import org.keyledger.kernel.factor.RecoveryCodeDigests;
import org.keyledger.kernel.factor.TotpSecret;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.user.UserEvent.UserErased;

@DisplayName("Finding the second factor of a user")
@Timeout(60)
class SecondFactorProjectionTest {

    private static final SessionId SESSION = new SessionId(UUID.randomUUID());
    private static final TotpSecret FIRST = TotpSecret.parse("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    private static final TotpSecret SECOND = TotpSecret.parse("AEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");

    private final Stores stores = Stores.inMemory();
    private final TestAccount ada = TestAccount.of("ada", stores);
    private final QuerySideNode node = QuerySideNode.over(stores);

    @BeforeEach
    void an_account() {
        node.record(ada.signUp());
    }

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void returns_none_for_a_user_who_has_enrolled_none() {
        assertThat(find()).isEqualTo(new FoundSecondFactor(Optional.empty(), Optional.empty(), 0, true));
    }

    @Test
    void returns_a_pending_secret_with_the_session_that_must_confirm_it() {
        node.record(new TotpEnrolled(ada.user(), 1, SESSION, FIRST));

        assertThat(find())
                .isEqualTo(new FoundSecondFactor(
                        Optional.empty(), Optional.of(new PendingTotp(new EnrolledTotp(1, FIRST), SESSION)), 0, true));
    }

    @Test
    void returns_a_confirmed_secret_and_how_many_recovery_codes_are_left() {
        confirmFirst();
        node.record(new RecoveryCodeUsed(ada.user(), 4));

        assertThat(find())
                .isEqualTo(new FoundSecondFactor(Optional.of(new EnrolledTotp(1, FIRST)), Optional.empty(), 9, true));
    }

    @Test
    void returns_the_confirmed_secret_beside_the_one_that_will_replace_it() {
        confirmFirst();
        node.record(new TotpEnrolled(ada.user(), 2, SESSION, SECOND));

        assertThat(find().active()).contains(new EnrolledTotp(1, FIRST));
        assertThat(find().pending()).contains(new PendingTotp(new EnrolledTotp(2, SECOND), SESSION));

        node.record(new TotpConfirmed(ada.user(), 2, 59_000_009), new RecoveryCodesGenerated(ada.user(), codes()));

        assertThat(find())
                .isEqualTo(new FoundSecondFactor(Optional.of(new EnrolledTotp(2, SECOND)), Optional.empty(), 10, true));
    }

    @Test
    void returns_none_after_it_was_turned_off_and_the_next_one_after_that() {
        confirmFirst();
        node.record(new TotpDisabled(ada.user(), Reason.REQUESTED));

        assertThat(find()).isEqualTo(new FoundSecondFactor(Optional.empty(), Optional.empty(), 0, true));

        node.record(new TotpEnrolled(ada.user(), 2, SESSION, SECOND));
        assertThat(find().pending()).contains(new PendingTotp(new EnrolledTotp(2, SECOND), SESSION));
    }

    @Test
    void returns_none_for_an_erased_user() {
        confirmFirst();
        node.record(new UserErased(ada.user()));

        assertThat(find().active()).isEmpty();
    }

    private void confirmFirst() {
        node.record(new TotpEnrolled(ada.user(), 1, SESSION, FIRST));
        node.record(new TotpConfirmed(ada.user(), 1, 59_000_000), new RecoveryCodesGenerated(ada.user(), codes()));
    }

    private FoundSecondFactor find() {
        return node.ask(new FindSecondFactor(ada.user()));
    }

    private static RecoveryCodeDigests codes() {
        return RecoveryCodeDigests.of(IntStream.range(0, RecoveryCodeDigests.COUNT)
                .mapToObj(index -> Digest.of("code " + index))
                .toList());
    }
}
