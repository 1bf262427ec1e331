package org.keyledger.gateway.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import io.jsonwebtoken.Claims;
import io.jsonwebtoken.Jws;
import io.jsonwebtoken.Jwts;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.security.Security;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.gateway.TestServiceKeys;
import org.keyledger.gateway.problem.PublicSettings;
import org.keyledger.ledger.Pins;

@DisplayName("A signed access token")
class AccessTokenSignerTest {

    private static final String ISSUER = "https://auth.example.com";
    private static final Instant ISSUED = Instant.parse("2026-03-01T12:00:00Z");
    private static final int TOKENS = 300;

    private final Random random = new Random(7);

    @Test
    void is_verified_by_the_library_whatever_its_claims_contain() {
        for (var i = 0; i < TOKENS; i++) {
            // given
            var audience = text();
            var key = TestServiceKeys.newSigningKey(text());
            var subject = text();
            var tenant = text();
            var issuedAt = Instant.ofEpochSecond(random.nextLong(0, 253_402_300_800L));
            var expiresAt = issuedAt.plusSeconds(random.nextLong(1, Integer.MAX_VALUE));

            // when
            var signer = signer(audience);
            var token =
                    signer.sign(signer.draft(key, subject).with("tid", tenant), "id" + subject, issuedAt, expiresAt);

            // then
            var read = read(token, key.publicKey(), issuedAt);
            assertThat(read.getHeader().getType()).isEqualTo("at+jwt");
            assertThat(read.getHeader().getKeyId()).isEqualTo(key.id());
            assertThat(read.getHeader()).hasSize(3);
            assertThat(read.getPayload())
                    .containsOnlyKeys("iss", "aud", "sub", "tid", "jti", "iat", "exp")
                    .containsEntry("iss", ISSUER)
                    .containsEntry("aud", Set.of(audience))
                    .containsEntry("sub", subject)
                    .containsEntry("tid", tenant)
                    .containsEntry("jti", "id" + subject);
            assertThat(read.getPayload().getIssuedAt()).isEqualTo(Date.from(issuedAt));
            assertThat(read.getPayload().getExpiration()).isEqualTo(Date.from(expiresAt));
        }
    }

    @Test
    void is_verified_by_the_provider_of_the_jdk_too() {
        var key = TestServiceKeys.newSigningKey("first");
        var signer = signer(ISSUER);
        for (var i = 0; i < TOKENS; i++) { // r or s is shorter than 32 bytes in one of 128
            var token = signer.sign(signer.draft(key, "user"), "id" + i, ISSUED, ISSUED.plusSeconds(60));

            var read = Jwts.parser()
                    .provider(Security.getProvider("SunEC"))
                    .json(new JwtJson.Parser())
                    .verifyWith(key.publicKey())
                    .clock(() -> Date.from(ISSUED))
                    .build()
                    .parseSignedClaims(token);

            assertThat(read.getPayload().getId()).isEqualTo("id" + i);
            assertThat(Base64.getUrlDecoder().decode(token.split("\\.")[2])).hasSize(64);
        }
    }

    @Test
    void has_the_header_of_the_key_that_signs_it() {
        var first = TestServiceKeys.newSigningKey("first");
        var next = TestServiceKeys.newSigningKey("next");
        var signer = signer(ISSUER);

        for (var key : List.of(first, next, first)) {
            var token = signer.sign(signer.draft(key, "user"), "id", ISSUED, ISSUED.plusSeconds(60));

            assertThat(read(token, key.publicKey(), ISSUED).getHeader().getKeyId())
                    .isEqualTo(key.id());
        }
    }

    @Test
    void has_the_bytes_of_the_approved_file_before_its_signature() {
        var signer = signer("the \"audience\" \\ é \uD83D\uDD11");
        var id = UUID.fromString("01890000-0000-7000-8000-000000000001").toString();
        var draft = signer.draft(TestServiceKeys.newSigningKey("key-1"), "user_" + id)
                .with("client_id", "keyledger-token")
                .with("tid", "tenant_" + id)
                .with("sid", id);

        var parts = signer.sign(draft, "AAAAAAAAAAAAAAAAAAAAAA", ISSUED, ISSUED.plus(Duration.ofHours(1)))
                .split("\\.");

        Pins.check(
                "access-token-bytes",
                "Header and claims of a fixed access token, decoded.",
                List.of(decoded(parts[0]), decoded(parts[1])));
    }

    private static String decoded(String part) {
        return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
    }

    private static AccessTokenSigner signer(String audience) {
        return new AccessTokenSigner(
                new JwtSettings(
                        new PublicSettings(URI.create(ISSUER)),
                        new JwtSettings.Lifetimes(audience, Duration.ofHours(24), Duration.ofHours(1))),
                new SignatureProvider());
    }

    private static Jws<Claims> read(String token, PublicKey key, Instant now) {
        return Jwts.parser()
                .json(new JwtJson.Parser())
                .verifyWith(key)
                .clock(() -> Date.from(now))
                .build()
                .parseSignedClaims(token);
    }

    /** Control characters, quotes, letters of any script and pairs of surrogates; up to a thousand characters. */
    private String text() {
        var length = random.nextInt(10) == 0 ? 1_000 : random.nextInt(1, 40);
        return IntStream.range(0, length)
                .map(i -> random.nextBoolean() ? random.nextInt(0x80) : character())
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .append('x') // a blank audience counts as none
                .toString();
    }

    private int character() {
        int character;
        do {
            character = random.nextInt(Character.MAX_CODE_POINT + 1);
        } while (character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE);
        return character;
    }
}
