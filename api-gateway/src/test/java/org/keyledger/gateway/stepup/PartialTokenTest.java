package org.keyledger.gateway.stepup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import javax.crypto.SecretKey;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyledger.gateway.FixedKeys;
import org.keyledger.kernel.ServiceKeys.Purpose;
import org.keyledger.kernel.session.Authentication;
import org.keyledger.kernel.session.AuthenticationMethod;
import org.keyledger.kernel.user.CredentialVersion;
import org.keyledger.kernel.user.UserId;
import org.keyledger.ledger.Pins;

@DisplayName("A partial token")
class PartialTokenTest {

    private static final SecretKey KEY = new FixedKeys().key(Purpose.PARTIAL_TOKEN);
    private static final PartialToken TOKEN = new PartialToken(
            UUID.fromString("01890000-0000-7000-8000-000000000001"),
            new UserId(UUID.fromString("01890000-0000-7000-8000-000000000002")),
            new CredentialVersion(7),
            Authentication.byPassword(Instant.parse("2026-03-04T05:06:07.089Z")),
            Instant.parse("2026-03-04T05:16:07.089Z"),
            "TOKEN false 01890000-0000-7000-8000-000000000003");

    @Test
    void is_read_back() {
        assertThat(PartialToken.decode(KEY, TOKEN.encode(KEY))).contains(TOKEN);
    }

    @Test
    void keeps_every_method() {
        var both = new PartialToken(
                TOKEN.id(),
                TOKEN.user(),
                TOKEN.credential(),
                new Authentication(List.of(AuthenticationMethod.values()), TOKEN.expiresAt()),
                TOKEN.expiresAt(),
                "");

        assertThat(PartialToken.decode(KEY, both.encode(KEY))).contains(both);
    }

    @Test
    void is_refused_with_any_bit_changed() {
        var bytes = Base64.getUrlDecoder().decode(TOKEN.encode(KEY));
        for (var bit = 0; bit < bytes.length * Byte.SIZE; bit++) {
            var changed = bytes.clone();
            changed[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            assertThat(PartialToken.decode(
                            KEY, Base64.getUrlEncoder().withoutPadding().encodeToString(changed)))
                    .as("bit %d", bit)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "=", "not base64url", "AA", "AAAA", "\u00e4"})
    void is_refused_in_another_form(String text) {
        assertThat(PartialToken.decode(KEY, text)).isEmpty();
    }

    @Test
    void is_refused_with_padding_shortened_and_under_another_key() {
        var text = TOKEN.encode(KEY);

        assertThat(PartialToken.decode(KEY, text + "=")).isEmpty();
        assertThat(PartialToken.decode(KEY, text.substring(4))).isEmpty();
        assertThat(PartialToken.decode(KEY, text.substring(0, text.length() - 4)))
                .isEmpty();
        assertThat(PartialToken.decode(new FixedKeys().key(Purpose.REFRESH), text))
                .isEmpty();
    }

    @Test
    void has_the_approved_bytes() {
        Pins.check("partial-tokens", "A partial token under a fixed key.", List.of(TOKEN.encode(KEY)));
    }
}
