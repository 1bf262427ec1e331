package org.keyledger.gateway.password;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.gateway.FixedKeys;
import org.keyledger.kernel.user.EmailAddress;
import org.keyledger.kernel.user.PasswordHash;
import org.keyledger.ledger.Pins;

@DisplayName("HMACs of addresses and hashes of passwords")
class HashedNamesPinTest {

    private final HashingPool pool = new HashingPool(1, 1);
    private final PasswordHasher passwords =
            new PasswordHasher(new FixedKeys(), pool, () -> true, new HashingSettings(4, 1, 0));

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    @DisplayName("are those of the approved file")
    void are_those_of_the_approved_file() {
        // given
        var addresses = new EmailHasher(new FixedKeys());

        // when
        var lines = new ArrayList<String>();
        for (var address : new String[] {"Ada@Example.COM", "ada@example.com", "ada+news@example.com"}) {
            lines.add(
                    address + " " + addresses.hmac(EmailAddress.parse(address)).value());
        }
        lines.add("password "
                + passwords
                        .hash(Password.parse("correct horse"))
                        .encoded()
                        .replaceAll("[./0-9A-Za-z]{53}", "<bcrypt>"));

        // then
        Pins.check("hashed", "HMACs of addresses under a fixed key; the form of a password hash.", lines);
    }

    @Test
    @DisplayName("match what an earlier version stored")
    void match_what_an_earlier_version_stored() {
        // given
        var answers = Pins.answers(
                "password-hashes",
                "Hashes of an earlier version under a fixed pepper: password = hash.",
                () -> Map.of(
                        "correct horse",
                        passwords.hash(Password.parse("correct horse")).encoded()));

        // then
        answers.forEach((password, hash) -> assertThat(
                        passwords.match(Password.parse(password), Optional.of(PasswordHash.parse(hash))))
                .as(hash)
                .isTrue());
    }
}
