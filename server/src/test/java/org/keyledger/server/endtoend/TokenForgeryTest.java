package org.keyledger.server.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.zip.DeflaterOutputStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tokens that an attacker can build from a token of their own and the public keys. {@link TokenClaimsEndToEndTest} has
 * tokens that are signed with the service's key. */
@DisplayName("Forging an access token without the signing key")
class TokenForgeryTest {

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();
    private static final ServiceClient CLIENT = SharedService.client();

    private static String token;
    /** A token that a signing key minted. */
    private static String mintedToken;

    private static String kid;
    private static KeyPair attackerKeys;
    private static ServerSocket elsewhere;

    @BeforeAll
    static void create_a_token_and_other_keys() throws GeneralSecurityException, IOException {
        token = CLIENT.signUp("forged@example.com").expect(201).string("/token");
        mintedToken = SigningClient.register(CLIENT, CLIENT.bearer(token))
                .mint()
                .expect(200)
                .string("/access_token");
        kid = CLIENT.get("/.well-known/jwks.json").expect(200).string("/keys/0/kid");
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        attackerKeys = generator.generateKeyPair();
        elsewhere = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    }

    @AfterAll
    static void close() throws IOException {
        elsewhere.close();
    }

    @Test
    void starts_from_valid_tokens() {
        assertThat(check(token)).isEqualTo(200);
        assertThat(check(mintedToken)).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'alg':'ES256','typ':'at+jwt','kid':'KID'}",
                "{'alg':'ES256','typ':'at+jwt'}",
                "{'alg':'ES256','typ':'at+jwt','kid':'unknown'}",
                "{'alg':'ES256','typ':'at+jwt','kid':''}",
                "{'alg':'ES256','typ':'at+jwt','kid':'../../../../dev/null'}",
                "{'alg':'ES256','typ':'at+jwt','kid':'/proc/self/environ'}",
                "{'alg':'ES256','typ':'at+jwt','kid':'1 or 1=1--'}",
                "{'alg':'ES256','typ':'at+jwt','kid':{'$ne':''}}",
                "{'alg':'ES256','typ':'at+jwt','kid':'KID','jku':'ELSEWHERE'}",
                "{'alg':'ES256','typ':'at+jwt','kid':'KID','x5u':'ELSEWHERE'}",
                "{'alg':'ES256','typ':'at+jwt','jku':'ELSEWHERE'}",
                "{'alg':'ES256','typ':'at+jwt','kid':'ELSEWHERE'}",
                "{'alg':'ES256','typ':'at+jwt','kid':'KID','jwk':JWK}",
                "{'alg':'ES256','typ':'at+jwt','kid':'KID','crit':['exp']}",
                "{'alg':'ES256','typ':'at+jwt','kid':'KID','b64':false,'crit':['b64']}",
                "{'alg':'ES256','alg':'ES256','typ':'at+jwt','kid':'KID'}",
                "{'alg':'ES384','typ':'at+jwt','kid':'KID'}",
                "{'alg':'RS256','typ':'at+jwt','kid':'KID'}",
                "{'alg':'none','typ':'at+jwt','kid':'KID'}",
                "{'alg':'ES256','typ':'JWT','kid':'KID'}",
                "[]",
                "null",
                "{",
            })
    void with_another_key_is_refused(String header) {
        for (var valid : List.of(token, mintedToken)) {
            var signed = header(header) + "." + valid.split("\\.")[1];

            assertThat(check(signed + "." + signature(signed))).isEqualTo(401);
        }
    }

    @ParameterizedTest
    @CsvSource({"none", "None", "NONE", "nOnE"})
    void without_a_signature_is_refused(String algorithm) {
        var unsigned = header("{'alg':'%s','typ':'at+jwt','kid':'KID'}".formatted(algorithm)) + "."
                + token.split("\\.")[1] + ".";

        assertThat(check(unsigned)).isEqualTo(401);
        assertThat(check(unsigned + token.split("\\.")[2])).isEqualTo(401);
        assertThat(check(token.substring(0, token.lastIndexOf('.') + 1))).isEqualTo(401);
        assertThat(check(token.substring(0, token.lastIndexOf('.')))).isEqualTo(401);
        assertThat(check(token.substring(0, token.lastIndexOf('.') + 1) + BASE64.encodeToString(new byte[64])))
                .isEqualTo(401);
    }

    @Test
    void with_the_public_key_as_a_secret_is_refused() throws GeneralSecurityException {
        var key = CLIENT.get("/.well-known/jwks.json").expect(200).body().at("/keys/0");
        var secrets = new byte[][] {
            key.toString().getBytes(UTF_8),
            DECODER.decode(key.at("/x").asString()),
            (key.at("/x").asString() + key.at("/y").asString()).getBytes(UTF_8)
        };
        for (var secret : secrets) {
            var signed = header("{'alg':'HS256','typ':'at+jwt','kid':'KID'}") + "." + token.split("\\.")[1];
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));

            assertThat(check(signed + "." + BASE64.encodeToString(mac.doFinal(signed.getBytes(UTF_8)))))
                    .isEqualTo(401);
        }
    }

    @Test
    void with_other_claims_under_the_old_signature_is_refused() {
        refuseOtherClaims(token, "\"sid\":\"..", "\"sid\":\"00");
        refuseOtherClaims(mintedToken, "\"key_id\":\"..", "\"key_id\":\"00");
    }

    private static void refuseOtherClaims(String valid, String credential, String otherCredential) {
        var parts = valid.split("\\.");
        var claims = new String(DECODER.decode(parts[1]), UTF_8);
        for (UnaryOperator<String> change : List.<UnaryOperator<String>>of(
                it -> it.replaceAll("\"exp\":\\d+", "\"exp\":9999999999"),
                it -> it.replaceAll(",\"exp\":\\d+|\"exp\":\\d+,", ""),
                it -> it.replaceFirst("\"tid\":\"cust_..", "\"tid\":\"cust_00"),
                it -> it.replaceFirst(credential, otherCredential),
                it -> it + " ")) {
            var changed = change.apply(claims);
            assertThat(changed).isNotEqualTo(claims);

            assertThat(check(parts[0] + "." + BASE64.encodeToString(changed.getBytes(UTF_8)) + "." + parts[2]))
                    .isEqualTo(401);
        }
    }

    @Test
    void encrypted_or_compressed_is_refused_and_not_decoded() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var deflating = new DeflaterOutputStream(bytes)) {
            deflating.write(new byte[2_000_000]);
        }
        var bomb = BASE64.encodeToString(bytes.toByteArray());
        var zipped = header("{'alg':'ES256','typ':'at+jwt','kid':'KID','zip':'DEF'}") + "." + bomb;
        var encrypted = header("{'alg':'dir','enc':'A256GCM','zip':'DEF'}") + ".." + BASE64.encodeToString(new byte[12])
                + "." + bomb + "." + BASE64.encodeToString(new byte[16]);

        assertThat(check(zipped + "." + signature(zipped))).isEqualTo(401);
        assertThat(check(encrypted)).isEqualTo(401);
    }

    @Test
    void makes_the_service_open_no_connection() throws IOException {
        with_another_key_is_refused("{'alg':'ES256','typ':'at+jwt','kid':'KID','jku':'ELSEWHERE'}");
        elsewhere.setSoTimeout(500);
        try (var call = elsewhere.accept()) {
            throw new AssertionError("called by " + call.getRemoteSocketAddress());
        } catch (SocketTimeoutException nobody) {
            assertThat(check(token)).isEqualTo(200);
        }
    }

    private static int check(String credential) {
        return CLIENT.bearer(credential).get("/auth/check").status();
    }

    private static String header(String pattern) {
        var json = pattern.replace('\'', '"')
                .replace("KID", kid)
                .replace("ELSEWHERE", "http://localhost:" + elsewhere.getLocalPort() + "/jwks.json")
                .replace(
                        "JWK",
                        CLIENT.get("/.well-known/jwks.json")
                                .body()
                                .at("/keys/0")
                                .toString());
        return BASE64.encodeToString(json.getBytes(UTF_8));
    }

    private static String signature(String signed) {
        try {
            var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(attackerKeys.getPrivate());
            signature.update(signed.getBytes(UTF_8));
            return BASE64.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
