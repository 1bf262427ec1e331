package org.keyledger.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keyledger.kernel.mail.FoundMail.Mail;
import org.keyledger.kernel.mail.MailKind;
import org.keyledger.kernel.mail.MailQuery.FindMailToSend;
import org.keyledger.kernel.user.DisplayName;
import org.keyledger.kernel.user.EmailAddress;
import org.keyledger.kernel.user.RequestId;
import org.keyledger.kernel.user.UserEvent.EmailVerified;
import org.keyledger.ledger.Position;

class FindingAMailToSend {

    private final Stores stores = Stores.inMemory();
    private final World world = World.over(stores);
    private final Story ada = Story.of("ada", stores);
    private final RequestId request = new RequestId(UUID.randomUUID());

    @BeforeEach
    void begin() {
        world.record(ada.signUp());
        world.record(ada.mail(request));
    }

    @AfterEach
    void end() {
        world.close();
    }

    @Test
    void tells_whom_it_goes_to_and_how_long_its_link_is_good() {
        assertThat(mail(request))
                .contains(new Mail(
                        MailKind.VERIFY_EMAIL,
                        EmailAddress.parse("ada@example.org"),
                        DisplayName.parse("ada"),
                        ada.now().plus(Duration.ofHours(24))));
    }

    @Test
    void finds_none_once_a_later_request_retired_it() {
        var later = new RequestId(UUID.randomUUID());
        world.record(ada.mail(later));

        assertThat(mail(request)).isEmpty();
        assertThat(mail(later)).isPresent();
    }

    @Test
    void finds_none_once_the_address_is_verified() {
        world.record(new EmailVerified(ada.user(), request));

        assertThat(mail(request)).isEmpty();
    }

    @Test
    void finds_none_once_its_link_has_expired() {
        stores.movableClock().advance(Duration.ofHours(24).minusMillis(1));
        assertThat(mail(request)).isPresent();

        stores.movableClock().advance(Duration.ofMillis(1));
        assertThat(mail(request)).isEmpty();
    }

    @Test
    void finds_none_for_who_was_erased() {
        world.settle();
        stores.vault().destroy(ada.user().toString(), new Position(9));

        try (var restarted = World.over(stores)) {
            assertThat(restarted
                            .askNow(new FindMailToSend(ada.user(), request, MailKind.VERIFY_EMAIL))
                            .mail())
                    .isEmpty();
        }
    }

    private Optional<Mail> mail(RequestId asked) {
        return world.askNow(new FindMailToSend(ada.user(), asked, MailKind.VERIFY_EMAIL))
                .mail();
    }
}
