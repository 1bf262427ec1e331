package org.keyledger.server.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.Base64;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyledger.kernel.ServiceKeys.SigningKey;
import org.keyledger.server.TwoGateways;

/** Tokens with a valid signature and wrong claims or headers. */
@DisplayName("Presenting a correctly signed token with wrong claims or header")
class TokenClaimsEndToEndTest {

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final ServiceClient CLIENT =
            new ServiceClient(TwoGateways.shared().one());
    private static final SigningKey KEY = TwoGateways.shared().keys().signingKey();
    private static final String HEADER = "{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"" + KEY.id() + "\"}";

    private static String claims;
    /** The claims of a token that a signing key minted. */
    private static String mintedClaims;

    private static String otherKey;
    private static String otherUser;

    @BeforeAll
    static void a_valid_token() {
        var token = CLIENT.signUp("own-key@example.com").expect(201).string("/token");
        claims = claimsOf(token);
        var owner = CLIENT.bearer(token);
        mintedClaims = claimsOf(
                SigningClient.register(CLIENT, owner, TwoGateways.shared().clock())
                        .mint()
                        .expect(200)
                        .string("/access_token"));
        var other = CLIENT.signUp("own-key-too@example.com").expect(201);
        otherUser = other.string("/user/id");
        otherKey = SigningClient.register(CLIENT, CLIENT.bearer(other.string("/token")))
                .keyId();
    }

    private static String claimsOf(String token) {
        return new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), UTF_8);
    }

    @Test
    void is_accepted_with_unchanged_claims() throws GeneralSecurityException {
        assertThat(check(HEADER, claims)).isEqualTo(200);
        assertThat(check(HEADER, mintedClaims)).isEqualTo(200);
        assertThat(check(HEADER, claims.replaceFirst("\\{", "{\"more\":1,"))).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "\"exp\":\\d+;\"exp\":1700000000",
                "\"exp\":\\d+;\"exp\":0",
                "\"exp\":\\d+;\"exp\":-1",
                "\"exp\":\\d+;\"exp\":null",
                "\"exp\":\\d+;\"exp\":\"never\"",
                "\"exp\":\\d+;\"expires\":9999999999",
                "\"iat\":\\d+;\"issued\":1700000000",
                "\"aud\":(\\[[^\\]]*\\]|\"[^\"]*\");\"aud\":\"http://elsewhere.example\"",
                "\"aud\":(\\[[^\\]]*\\]|\"[^\"]*\");\"aud\":[\"http://elsewhere.example\"]",
                "\"aud\":(\\[[^\\]]*\\]|\"[^\"]*\");\"aud\":[]",
                "\"aud\":(\\[[^\\]]*\\]|\"[^\"]*\");\"audience\":\"http://localhost\"",
                "\"iss\":\"[^\"]*\";\"iss\":\"http://elsewhere.example\"",
                "\"iss\":\"[^\"]*\";\"iss\":\"http://localhost/\"",
                "\"iss\":\"[^\"]*\";\"issuer\":\"http://localhost\"",
                "\"sub\":\"[^\"]*\";\"sub\":\"OTHER\"",
                "\"sub\":\"[^\"]*\";\"sub\":\"\"",
                "\"tid\":\"[^\"]*\";\"tid\":\"cust_019000000000700080000000000000ff\"",
                "\"sid\":\"[^\"]*\";\"sid\":\"01900000-0000-7000-8000-0000000000ff\"",
                "\"sid\":\"[^\"]*\";\"session\":\"01900000-0000-7000-8000-0000000000ff\"",
                "\"jti\":;\"nbf\":9999999999,\"jti\":",
            })
    void with_one_wrong_claim_is_refused(String word, String wrong) throws GeneralSecurityException {
        var changed = claims.replaceFirst(word, wrong.replace("OTHER", otherUser));
        assertThat(changed).isNotEqualTo(claims);

        assertThat(check(HEADER, changed)).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "\"exp\":\\d+;\"exp\":1700000000",
                "\"exp\":\\d+;\"expires\":9999999999",
                "\"sub\":\"[^\"]*\";\"sub\":\"OTHER\"",
                "\"tid\":\"[^\"]*\";\"tid\":\"cust_019000000000700080000000000000ff\"",
                "\"key_id\":\"[^\"]*\";\"key_id\":\"01900000-0000-7000-8000-0000000000ff\"",
                "\"key_id\":\"[^\"]*\";\"key_id\":\"KEY-OF-ANOTHER\"",
                "\"key_id\":\"[^\"]*\";\"key_id\":\"\"",
                "\"key_id\":\"[^\"]*\";\"key_id\":null",
                "\"key_id\":\"[^\"]*\";\"key\":\"KEY-OF-ANOTHER\"",
                "\"key_id\":;\"sid\":\"01900000-0000-7000-8000-0000000000ff\",\"key_id\":",
            })
    void of_a_signing_key_with_one_wrong_claim_is_refused(String word, String wrong) throws GeneralSecurityException {
        var changed = mintedClaims.replaceFirst(
                word, wrong.replace("KEY-OF-ANOTHER", otherKey).replace("OTHER", otherUser));
        assertThat(changed).isNotEqualTo(mintedClaims);

        assertThat(check(HEADER, changed)).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'alg':'ES256','typ':'JWT','kid':'KID'}",
                "{'alg':'ES256','typ':'application/at+jwt','kid':'KID'}",
                "{'alg':'ES256','typ':'refresh+jwt','kid':'KID'}",
                "{'alg':'ES256','kid':'KID'}",
                "{'alg':'ES256','typ':'at+jwt'}",
                "{'alg':'ES256','typ':'at+jwt','kid':'unknown'}",
                "{'alg':'ES256','typ':'at+jwt','kid':'KID','zip':'DEF'}",
                "{'alg':'ES256','typ':'at+jwt','kid':'KID','crit':['exp']}",
                "{'alg':'ES384','typ':'at+jwt','kid':'KID'}",
                "{'alg':'none','typ':'at+jwt','kid':'KID'}",
            })
    void with_another_header_is_refused(String header) throws GeneralSecurityException {
        assertThat(check(header.replace('\'', '"').replace("KID", KEY.id()), claims))
                .isEqualTo(401);
    }

    private static int check(String header, String payload) throws GeneralSecurityException {
        var signed =
                BASE64.encodeToString(header.getBytes(UTF_8)) + "." + BASE64.encodeToString(payload.getBytes(UTF_8));
        var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initSign(KEY.privateKey());
        signature.update(signed.getBytes(UTF_8));
        return CLIENT.bearer(signed + "." + BASE64.encodeToString(signature.sign()))
                .get("/auth/check")
                .status();
    }
}
