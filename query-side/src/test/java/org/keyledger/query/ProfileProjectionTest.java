package org.keyledger.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keyledger.kernel.user.DisplayName;
import org.keyledger.kernel.user.EmailAddress;
import org.keyledger.kernel.user.UserAccount;
import org.keyledger.kernel.user.UserEvent.EmailVerified;
import org.keyledger.kernel.user.UserId;
import org.keyledger.kernel.user.UserProfile;
import org.keyledger.kernel.user.UserQuery.FindUser;
import org.keyledger.ledger.Position;

@org.junit.jupiter.api.DisplayName("Finding a user's profile")
class ProfileProjectionTest {

    private final Stores stores = Stores.inMemory();
    private final QuerySideNode node = QuerySideNode.over(stores);
    private final TestAccount ada = TestAccount.of("ada", stores);

    @BeforeEach
    void begin() {
        node.record(ada.signUp());
    }

    @AfterEach
    void end() {
        node.close();
    }

    @Test
    void returns_the_fields_that_users_may_see() {
        assertThat(node.askUpToDate(new FindUser(ada.user())).account())
                .contains(new UserAccount(
                        ada.user(),
                        ada.tenant(),
                        new UserProfile(EmailAddress.parse("ada@example.org"), DisplayName.parse("ada")),
                        null,
                        ada.now(),
                        ada.now()));
    }

    @Test
    void returns_when_the_address_was_first_verified() {
        stores.movableClock().advance(Duration.ofMinutes(1));
        node.record(new EmailVerified(ada.user(), null));
        stores.movableClock().advance(Duration.ofMinutes(1));
        node.record(new EmailVerified(ada.user(), null));

        var account = node.askUpToDate(new FindUser(ada.user())).account().orElseThrow();

        assertThat(account.emailVerifiedAt()).isEqualTo(ada.now().plusSeconds(60));
        assertThat(account.updatedAt()).isEqualTo(ada.now().plusSeconds(120));
    }

    @Test
    void that_is_unknown_finds_none() {
        assertThat(node.askUpToDate(new FindUser(new UserId(UUID.randomUUID()))).account())
                .isEmpty();
    }

    @Test
    void that_was_erased_finds_none() {
        node.awaitAllApplied();
        stores.vault().destroyKey(ada.user().toString(), new Position(9));

        try (var restarted = QuerySideNode.over(stores)) {
            assertThat(restarted.askUpToDate(new FindUser(ada.user())).account())
                    .isEmpty();
        }
    }
}
