package org.keyledger.gateway.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.jsonwebtoken.JwtBuilder;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.io.AbstractSerializer;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyledger.gateway.GatewayTestApplication;
import org.keyledger.gateway.TestServiceKeys;
import org.keyledger.gateway.problem.PublicSettings;
import org.keyledger.kernel.ExpiryClock;
import org.keyledger.kernel.apikey.ActiveApiKey;
import org.keyledger.kernel.apikey.ApiKeyAccess;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.keyledger.kernel.apikey.KeyOwner;
import org.keyledger.kernel.apikey.Scopes;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.UserId;
import org.keyledger.ledger.MutableClock;

/** Issued tokens, and the attacks on tokens of RFC 8725. */
@DisplayName("Verifying an access token")
class AccessTokenServiceTest {

    private static final String ISSUER = "http://localhost:8080";
    private static final UserId USER = new UserId(UUID.randomUUID());
    private static final TenantId TENANT = new TenantId(UUID.randomUUID());
    private static final SessionId SESSION = new SessionId(UUID.randomUUID());

    private final TestServiceKeys keys = new TestServiceKeys();
    private final MutableClock clock = new MutableClock(GatewayTestApplication.START);
    private final JwtSettings settings = new JwtSettings(
            new PublicSettings(URI.create(ISSUER)),
            new JwtSettings.Lifetimes(null, Duration.ofHours(24), Duration.ofHours(1)));

    @Test
    void returns_the_claims_it_was_issued_with() {
        var token = tokens().issuer(USER, TENANT, SESSION).issue(Duration.ofHours(1));

        var claims = tokens().read(token).orElseThrow();

        var start = GatewayTestApplication.START;
        assertThat(claims)
                .isEqualTo(
                        new SessionTokenClaims(USER, TENANT, SESSION, start, start.plus(Duration.ofHours(1)), "first"));
    }

    @Test
    void returns_the_claims_of_a_signing_key_which_has_no_session() {
        var key = new ActiveApiKey(
                new ApiKeyId(UUID.randomUUID()),
                TENANT,
                USER,
                KeyOwner.of(USER),
                ApiKeyAccess.unrestricted(Scopes.ALL),
                null);
        var token = tokens().issue(key, Duration.ofMinutes(15));

        var claims = (SigningKeyTokenClaims) tokens().read(token).orElseThrow();

        var start = GatewayTestApplication.START;
        assertThat(claims)
                .isEqualTo(new SigningKeyTokenClaims(
                        key.key(), USER.toString(), TENANT, start, start.plus(Duration.ofMinutes(15)), "first"));
        assertThat(claims.belongsTo(key)).isTrue();
        assertThat(part(token, 1))
                .doesNotContain("\"sid\"")
                .contains(
                        "\"key_id\":\"" + key.key().value() + "\"",
                        "\"client_id\":\"" + key.key().value() + "\"",
                        "\"sub\":\"" + USER + "\"",
                        "\"tid\":\"" + TENANT + "\"");
    }

    @Test
    void contains_the_claims_of_rfc_9068_and_our_own() {
        var token = tokens().issuer(USER, TENANT, SESSION).issue(Duration.ofHours(1));

        assertThat(part(token, 0)).contains("\"typ\":\"at+jwt\"", "\"alg\":\"ES256\"", "\"kid\":\"first\"");
        assertThat(part(token, 1))
                .contains("\"iss\"", "\"aud\"", "\"sub\"", "\"tid\"", "\"sid\"", "\"jti\"", "\"iat\"", "\"exp\"");
    }

    @Test
    void expires_even_if_it_is_cached() {
        var tokens = tokens();
        var token = tokens.issuer(USER, TENANT, SESSION).issue(Duration.ofHours(1));

        clock.advance(Duration.ofHours(1));

        assertThat(tokens.read(token)).isEmpty();
        assertThat(tokens().read(token)).isEmpty();
    }

    @Test
    void that_was_refused_is_not_revived_by_a_clock_set_back() {
        var tokens = tokens();
        var another = tokens();
        var token = tokens.issuer(USER, TENANT, SESSION).issue(Duration.ofMinutes(30));
        var unread = tokens.issuer(USER, TENANT, SESSION).issue(Duration.ofMinutes(31));

        clock.advance(Duration.ofHours(1));
        assertThat(tokens.read(token)).isEmpty();
        assertThat(another.read(token)).isEmpty();
        clock.advance(Duration.ofHours(-1));

        assertThat(tokens.read(token)).isEmpty();
        assertThat(another.read(token)).isEmpty();
        assertThat(tokens.read(unread)).isPresent();
    }

    @Test
    void is_refused_after_its_key_was_withdrawn_even_if_it_is_cached() {
        var tokens = tokens();
        var token = tokens.issuer(USER, TENANT, SESSION).issue(Duration.ofHours(1));

        keys.withdraw("first");

        assertThat(tokens.read(token)).isEmpty();
    }

    @Test
    void accepts_a_signature_of_the_next_key() {
        var next = keys.verificationKeys().get(1);

        var token = good().header()
                .keyId("next")
                .and()
                .signWith(next.privateKey(), Jwts.SIG.ES256)
                .compact();

        assertThat(tokens().read(token)).isPresent();
    }

    static Stream<Arguments> attacks() {
        return Stream.of(
                attack("another issuer", jwt -> jwt.issuer("https://evil.example")),
                attack("another audience", jwt -> jwt.claim("aud", "https://evil.example")),
                attack("no end", jwt -> jwt.expiration(null)),
                attack("no session", jwt -> jwt.claim("sid", null)),
                attack(
                        "session and key",
                        jwt -> jwt.claim("key_id", UUID.randomUUID().toString())),
                attack("a key that is no id", jwt -> jwt.claim("sid", null).claim("key_id", "*")),
                attack("a number as key", jwt -> jwt.claim("sid", null).claim("key_id", 7)),
                attack("no tenant", jwt -> jwt.claim("tid", null)),
                attack("no subject", jwt -> jwt.subject(null)),
                attack("a number as tenant", jwt -> jwt.claim("tid", 7)),
                attack("another type", jwt -> jwt.header().type("JWT").and()),
                attack("no type", jwt -> jwt.header().type(null).and()),
                attack("an unknown key", jwt -> jwt.header().keyId("unknown").and()),
                attack(
                        "a path as key",
                        jwt -> jwt.header().keyId("../../dev/null").and()),
                attack("the other key's name", jwt -> jwt.header().keyId("next").and()),
                attack(
                        "a key URL",
                        jwt -> jwt.header()
                                .add("jku", "https://evil.example/jwks")
                                .and()),
                attack(
                        "a key of its own",
                        jwt -> jwt.header().add("x5u", "https://evil.example").and()),
                attack("compression", jwt -> jwt.compressWith(Jwts.ZIP.DEF)),
                attack("not valid yet", jwt -> jwt.notBefore(Date.from(GatewayTestApplication.START.plusSeconds(60)))));
    }

    private static Arguments attack(String name, UnaryOperator<JwtBuilder> attack) {
        return arguments(name, attack);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attacks")
    void refuses(String name, UnaryOperator<JwtBuilder> attack) {
        var token = attack.apply(good())
                .signWith(keys.signingKey().privateKey(), Jwts.SIG.ES256)
                .compact();

        assertThat(tokens().read(token)).as(name).isEmpty();
    }

    @Test
    void accepts_the_token_that_the_attacks_change() {
        var token =
                good().signWith(keys.signingKey().privateKey(), Jwts.SIG.ES256).compact();

        assertThat(tokens().read(token)).isPresent();
    }

    @Test
    void refuses_another_key_with_the_right_key_id() {
        var otherKey = TestServiceKeys.newSigningKey("first");

        assertThat(tokens().read(good().signWith(otherKey.privateKey(), Jwts.SIG.ES256)
                        .compact()))
                .isEmpty();
    }

    @Test
    void refuses_no_signature_and_the_public_key_as_a_secret() throws Exception {
        var claims = good().signWith(keys.signingKey().privateKey(), Jwts.SIG.ES256)
                .compact()
                .split("\\.")[1];
        var none = encoded("{\"alg\":\"none\",\"typ\":\"at+jwt\",\"kid\":\"first\"}") + "." + claims + ".";
        var signed = encoded("{\"alg\":\"HS256\",\"typ\":\"at+jwt\",\"kid\":\"first\"}") + "." + claims;
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(keys.signingKey().publicKey().getEncoded(), "HmacSHA256"));
        var hs256 = signed + "."
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII)));

        assertThat(tokens().read(none)).isEmpty();
        assertThat(tokens().read(hs256)).isEmpty();
    }

    @Test
    void refuses_one_with_its_payload_or_signature_changed() {
        var parts = good().signWith(keys.signingKey().privateKey(), Jwts.SIG.ES256)
                .compact()
                .split("\\.");
        var zero = Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[64]);
        var payload = encoded(part(String.join(".", parts), 1)
                .replace(USER.toString(), UUID.randomUUID().toString()));

        assertThat(tokens().read(parts[0] + "." + payload + "." + parts[2])).isEmpty();
        assertThat(tokens().read(parts[0] + "." + parts[1] + "." + zero)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "...", "a.b.c", "a.b.c.d.e", "e30.e30.e30", "....", "bnVsbA.e30.e30"})
    void refuses_a_text_that_is_no_token(String text) {
        assertThat(tokens().read(text)).isEmpty();
    }

    @Test
    void refuses_an_overlong_token() {
        assertThat(tokens().read("a".repeat(1_000_000))).isEmpty();
    }

    private JwtBuilder good() {
        return Jwts.builder()
                .json(new JsonWriter())
                .header()
                .type("at+jwt")
                .keyId("first")
                .and()
                .issuer(ISSUER)
                .claim("aud", ISSUER)
                .subject(USER.toString())
                .claim("tid", TENANT.toString())
                .claim("sid", SESSION.toString())
                .issuedAt(Date.from(GatewayTestApplication.START))
                .expiration(Date.from(GatewayTestApplication.START.plusSeconds(60)));
    }

    /** A new service with an empty cache. */
    private AccessTokenService tokens() {
        return new AccessTokenService(
                keys,
                settings,
                clock,
                new ExpiryClock(clock),
                (label, length) -> new byte[length],
                new SignatureProvider(),
                SpentTokens.empty());
    }

    private static String part(String token, int index) {
        return new String(Base64.getUrlDecoder().decode(token.split("\\.")[index]), StandardCharsets.UTF_8);
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes the claims of tokens that the library builds. */
    private static final class JsonWriter extends AbstractSerializer<Map<String, ?>> {

        @Override
        protected void doSerialize(Map<String, ?> object, OutputStream out) {
            JwtJson.MAPPER.writeValue(out, object);
        }
    }
}
