package org.keyledger.gateway.signed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyledger.gateway.FakeBackend;
import org.keyledger.gateway.GatewayClient;
import org.keyledger.gateway.GatewayClient.Account;
import org.keyledger.gateway.GatewayClient.Response;
import org.keyledger.gateway.GatewayTest;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.keyledger.ledger.MutableClock;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("The signed API")
@GatewayTest
class SignedApiTest {

    private static final String MINT = "/v1/auth/api-key/token";
    private static final String REFRESH = "/v1/auth/token/refresh";

    @Autowired
    GatewayClient client;

    @Autowired
    FakeBackend backend;

    @Autowired
    MutableClock clock;

    private final TestSigningKey signer = TestSigningKey.generate();
    private Account account;
    private String key;

    @BeforeEach
    void register_a_key() {
        account = client.signUp();
        key = register(Map.of()).text("/key_id");
    }

    @AfterEach
    void trust_the_verifier() {
        backend.verifierIsUnknown = false;
    }

    private Response register(Map<String, ?> more) {
        var body = new HashMap<String, Object>(more);
        body.put("label", "signer");
        body.put("public_key", signer.pem());
        return client.post("/customer/keys", body, account.bearer());
    }

    private Response mint() {
        return client.post(MINT, signer.mint(key, clock.instant()));
    }

    private Response refresh(String token) {
        return client.post(REFRESH, Map.of("refresh_token", token));
    }

    private Response check(String token) {
        return client.get("/auth/check", "Authorization", "Bearer " + token);
    }

    @Test
    void answers_with_tokens_in_the_documented_shape() {
        var answer = mint();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().propertyNames())
                .containsExactly("access_token", "refresh_token", "token_type", "expires_in", "expires_at");
        assertThat(answer.text("/token_type")).isEqualTo("bearer");
        assertThat(answer.json().at("/expires_in").asLong()).isEqualTo(900);
        assertThat(answer.json().at("/expires_at").asLong())
                .isEqualTo(clock.instant().getEpochSecond() + 900);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(backend.recordedUses).contains(ApiKeyId.parse(key));
    }

    @Test
    void mints_tokens_that_act_as_the_key_and_nothing_else() {
        var token = mint().text("/access_token");

        var checked = check(token);
        assertThat(checked.status()).isEqualTo(200);
        assertThat(checked.header("X-Auth-Key-Id"))
                .isEqualTo(ApiKeyId.parse(key).toString());
        assertThat(checked.header("X-Auth-Tenant")).isEqualTo(account.tenant());
        assertThat(client.get("/auth/me", "Authorization", "Bearer " + token).status())
                .isEqualTo(200);
        for (var path : List.of("/customer/keys", "/auth/sessions", "/auth/verify-email/status")) {
            var refused = client.get(path, "Authorization", "Bearer " + token);
            assertThat(refused.status()).as(path).isEqualTo(403);
            assertThat(refused.problem()).as(path).isEqualTo("credential-not-accepted");
        }
        var created = client.post("/customer/keys", Map.of("label", "x"), "Authorization", "Bearer " + token);
        assertThat(created.problem()).isEqualTo("credential-not-accepted");
        var loggedOut = client.post("/auth/logout", "Authorization", "Bearer " + token);
        assertThat(loggedOut.problem()).isEqualTo("credential-not-accepted");
    }

    @Test
    void has_the_scopes_of_the_key() {
        key = register(Map.of("scopes", List.of("read"))).text("/key_id");
        var token = mint().text("/access_token");

        assertThat(check(token).header("X-Auth-Scopes")).isEqualTo("read");
        var write = client.get("/auth/check?scope=write", "Authorization", "Bearer " + token);
        assertThat(write.problem()).isEqualTo("insufficient-scope");
    }

    @Test
    void accepts_both_spellings_of_the_key_and_both_forms_of_a_signature() {
        var spelled = ApiKeyId.parse(key).toString();
        var timestamp = clock.instant().getEpochSecond();

        assertThat(client.post(MINT, signer.mint(spelled, clock.instant())).status())
                .isEqualTo(200);
        var der = signer.signInDer(key + "." + timestamp);
        assertThat(client.post(MINT, Map.of("key_id", key, "timestamp", timestamp, "signature", der))
                        .status())
                .isEqualTo(200);
        var upperCase = key.toUpperCase(java.util.Locale.ROOT);
        assertThat(client.post(MINT, signer.mint(upperCase, clock.instant())).status())
                .isEqualTo(200);
        var ofOtherSpelling = new HashMap<>(signer.mint(spelled, clock.instant()));
        ofOtherSpelling.put("key_id", key);
        assertThat(client.post(MINT, ofOtherSpelling).problem()).isEqualTo("invalid-signature");
    }

    @ParameterizedTest
    @CsvSource({"-30, 200", "30, 200", "0, 200", "-31, 401", "31, 401", "-3600, 401", "86400, 401"})
    void accepts_a_timestamp_within_thirty_seconds(int offset, int status) {
        var answer = client.post(MINT, signer.mint(key, clock.instant().plusSeconds(offset)));

        assertThat(answer.status()).isEqualTo(status);
        assertThat(status == 200 || answer.problem().equals("invalid-signature"))
                .isTrue();
    }

    @Test
    void gives_one_answer_to_every_signature_that_no_active_key_has() {
        var revoked = register(Map.of()).text("/key_id");
        client.post("/customer/keys/" + revoked + "/revoke", account.bearer());
        var withSecret = client.post("/customer/keys", Map.of("label", "x"), account.bearer())
                .text("/key_id");
        var stranger = TestSigningKey.generate();

        var answers = List.of(
                client.post(MINT, stranger.mint(key, clock.instant())),
                client.post(MINT, signer.mint(UUID.randomUUID().toString(), clock.instant())),
                client.post(MINT, signer.mint(revoked, clock.instant())),
                client.post(MINT, signer.mint(withSecret, clock.instant())),
                client.post(MINT, signer.mint(key, clock.instant().minusSeconds(31))),
                client.post(MINT, changed(signer.mint(key, clock.instant()), "timestamp", Long.MAX_VALUE)),
                client.post(MINT, changed(signer.mint(key, clock.instant()), "timestamp", Long.MIN_VALUE)));

        for (var answer : answers) {
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.problem()).isEqualTo("invalid-signature");
            assertThat(answer.header("WWW-Authenticate")).isNotEmpty();
            assertThat(answer.text("/detail")).isEqualTo(answers.get(0).text("/detail"));
        }
    }

    private static Map<String, Object> changed(Map<String, Object> body, String field, Object value) {
        var changed = new HashMap<>(body);
        changed.put(field, value);
        return changed;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'key_id':'KEY','timestamp':1}",
                "{'key_id':'KEY','signature':'SIG'}",
                "{'timestamp':1,'signature':'SIG'}",
                "{'key_id':'KEY','timestamp':'1','signature':'SIG'}",
                "{'key_id':'KEY','timestamp':1.5,'signature':'SIG'}",
                "{'key_id':'KEY','timestamp':1e9,'signature':'SIG'}",
                "{'key_id':'KEY','timestamp':99999999999999999999,'signature':'SIG'}",
                "{'key_id':'KEY','timestamp':null,'signature':'SIG'}",
                "{'key_id':'nothing','timestamp':1,'signature':'SIG'}",
                "{'key_id':7,'timestamp':1,'signature':'SIG'}",
                "{'key_id':'KEY','timestamp':1,'signature':'short'}",
                "{'key_id':'KEY','timestamp':1,'signature':''}",
                "{'key_id':'KEY','timestamp':1,'signature':{'$ne':''}}",
                "{'key_id':'KEY','timestamp':1,'signature':'SIG','scopes':['*']}",
                "{'key_id':'KEY','key_id':'KEY','timestamp':1,'signature':'SIG'}",
            })
    void answers_400_to_a_malformed_body(String pattern) {
        var body = pattern.replace('\'', '"').replace("KEY", key).replace("SIG", signer.sign("anything"));

        assertThat(client.postRaw(MINT, body).status()).isEqualTo(400);
    }

    @Test
    void mints_once_for_a_signature_and_its_low_s_twin() {
        var body = signer.mint(key, clock.instant());
        var twin = changed(body, "signature", TestSigningKey.twinOf(body.get("signature")));

        assertThat(client.post(MINT, body).status()).isEqualTo(200);
        for (var replay : List.of(body, twin, body)) {
            var answer = client.post(MINT, replay);
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.problem()).isEqualTo("replayed-signature");
        }
        clock.advance(Duration.ofSeconds(29));
        assertThat(client.post(MINT, twin).problem()).isEqualTo("replayed-signature");
    }

    @Test
    void mints_once_for_a_signature_that_is_sent_many_times_in_parallel() {
        var body = signer.mint(key, clock.instant());
        var twin = changed(body, "signature", TestSigningKey.twinOf(body.get("signature")));

        var statuses = IntStream.range(0, 24)
                .parallel()
                .mapToObj(number -> client.post(MINT, number % 2 == 0 ? body : twin))
                .map(Response::status)
                .toList();

        assertThat(statuses)
                .containsOnly(200, 401)
                .filteredOn(status -> status == 200)
                .hasSize(1);
    }

    @Test
    void serves_two_workers_that_sign_in_the_same_second() {
        var one = signer.mint(key, clock.instant());
        var two = signer.mint(key, clock.instant());

        assertThat(one).isNotEqualTo(two);
        assertThat(client.post(MINT, one).status()).isEqualTo(200);
        assertThat(client.post(MINT, two).status()).isEqualTo(200);
    }

    @Test
    void does_not_count_calls_of_strangers_towards_the_limit_of_a_key() {
        var stranger = TestSigningKey.generate();
        var used = signer.mint(key, clock.instant());
        client.post(MINT, used);
        for (var call = 0; call < 40; call++) {
            client.post(MINT, stranger.mint(key, clock.instant()));
            client.post(MINT, used);
        }

        for (var mint = 1; mint < 60; mint++) {
            assertThat(mint().status()).as("mint " + mint).isEqualTo(200);
        }
        var refused = mint();
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("RateLimit")).contains("signed-mint");
        clock.advance(Duration.ofMinutes(1));
        assertThat(mint().status()).isEqualTo(200);
    }

    @Test
    void limits_refused_calls_by_client_address() {
        var stranger = TestSigningKey.generate();
        String[] address = {"X-Forwarded-For", "203.0.113.77"};
        for (var call = 0; call < 300; call++) {
            client.post(MINT, stranger.mint(key, clock.instant()), address);
        }

        assertThat(client.post(MINT, stranger.mint(key, clock.instant()), address)
                        .status())
                .isEqualTo(429);
        assertThat(client.post(REFRESH, Map.of("refresh_token", "x"), address).status())
                .isEqualTo(429);
        assertThat(client.post(MINT, signer.mint(key, clock.instant()), address).status())
                .isEqualTo(200);
    }

    @Test
    void applies_the_restrictions_of_the_key_to_mint_refresh_and_token() {
        key = register(Map.of("ip_allow", List.of("192.0.2.1"), "rate_limit", Map.of("limit", 3, "window_seconds", 60)))
                .text("/key_id");
        String[] allowed = {"X-Forwarded-For", "192.0.2.1"};
        var body = signer.mint(key, clock.instant());

        assertThat(client.post(MINT, body).problem()).isEqualTo("address-not-allowed");
        var minted = client.post(MINT, body, allowed);
        assertThat(minted.status()).isEqualTo(200);
        var refreshBody = Map.of("refresh_token", minted.text("/refresh_token"));
        assertThat(client.post(REFRESH, refreshBody).problem()).isEqualTo("address-not-allowed");
        assertThat(client.post(REFRESH, refreshBody, allowed).status()).isEqualTo(200);
        var token = "Bearer " + minted.text("/access_token");
        assertThat(client.get("/auth/check", "Authorization", token).problem()).isEqualTo("address-not-allowed");
        String[] head = {"Authorization", token, "X-Forwarded-For", "192.0.2.1"};
        assertThat(client.get("/auth/check", head).status()).isEqualTo(200);
        assertThat(client.get("/auth/check", head).status()).isEqualTo(429);
        assertThat(client.post(MINT, signer.mint(key, clock.instant()), allowed).status())
                .isEqualTo(429);
    }

    @Test
    void ends_every_token_with_the_key() {
        var minted = mint();
        client.post("/customer/keys/" + key + "/revoke", account.bearer());

        assertThat(check(minted.text("/access_token")).status()).isEqualTo(401);
        var refreshed = refresh(minted.text("/refresh_token"));
        assertThat(refreshed.status()).isEqualTo(401);
        assertThat(refreshed.problem()).isEqualTo("invalid-refresh-token");
        assertThat(mint().problem()).isEqualTo("invalid-signature");
    }

    @Test
    void expires_tokens_after_fifteen_minutes_and_refresh_tokens_after_a_day() {
        var minted = mint();
        clock.advance(Duration.ofSeconds(899));
        assertThat(check(minted.text("/access_token")).status()).isEqualTo(200);
        clock.advance(Duration.ofSeconds(1));
        assertThat(check(minted.text("/access_token")).status()).isEqualTo(401);
        assertThat(refresh(minted.text("/refresh_token")).status()).isEqualTo(200);
        var another = mint().text("/refresh_token");
        clock.advance(Duration.ofHours(24));
        assertThat(refresh(another).status()).isEqualTo(401);
    }

    @Test
    void rotates_refresh_tokens_with_a_grace_and_ends_the_family_on_a_later_reuse() {
        var first = mint().text("/refresh_token");
        var renewed = refresh(first);
        assertThat(renewed.status()).isEqualTo(200);
        assertThat(check(renewed.text("/access_token")).status()).isEqualTo(200);
        var second = renewed.text("/refresh_token");
        assertThat(second).isNotEqualTo(first);
        clock.advance(Duration.ofSeconds(9));
        assertThat(refresh(first).text("/refresh_token")).isEqualTo(second);
        var third = refresh(second).text("/refresh_token");
        var another = mint().text("/refresh_token");

        clock.advance(Duration.ofSeconds(10));
        for (var token : List.of(first, second, third)) {
            assertThat(refresh(token).problem()).isEqualTo("invalid-refresh-token");
        }
        assertThat(refresh(another).status()).isEqualTo(200);
    }

    @Test
    void gives_parallel_refreshes_the_same_successor() {
        var token = mint().text("/refresh_token");

        var successors = IntStream.range(0, 8)
                .parallel()
                .mapToObj(number -> refresh(token).text("/refresh_token"))
                .toList();

        assertThat(successors).doesNotContain("").containsOnly(successors.get(0));
    }

    @Test
    void keeps_its_refresh_tokens_apart_from_those_of_sessions() {
        var ofSession = account.json().at("/session/refresh_token").asString();
        var ofKey = mint().text("/refresh_token");

        assertThat(refresh(ofSession).problem()).isEqualTo("invalid-refresh-token");
        assertThat(client.post("/auth/refresh", Map.of("refresh_token", ofKey)).problem())
                .isEqualTo("invalid-refresh-token");
        var last = ofKey.charAt(ofKey.length() - 1) == 'A' ? "B" : "A";
        assertThat(refresh(ofKey.substring(0, ofKey.length() - 1) + last).problem())
                .isEqualTo("invalid-refresh-token");
        assertThat(refresh(ofKey).status()).isEqualTo(200);
        assertThat(client.post("/auth/refresh", Map.of("refresh_token", ofSession))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void answers_503_while_the_verifier_is_behind() {
        var minted = mint();
        var body = signer.mint(key, clock.instant());
        backend.verifierIsUnknown = true;

        for (var answer : List.of(
                client.post(MINT, body), refresh(minted.text("/refresh_token")), check(minted.text("/access_token")))) {
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.problem()).isEqualTo("verifier-behind");
        }
        backend.verifierIsUnknown = false;
        assertThat(client.post(MINT, body).status()).isEqualTo(200);
        assertThat(refresh(minted.text("/refresh_token")).status()).isEqualTo(200);
        var unknown = signer.mint(UUID.randomUUID().toString(), clock.instant());
        assertThat(client.post(MINT, unknown, "Ledger-Position", "999999").problem())
                .isEqualTo("verifier-behind");
    }

    @Test
    void is_introspected_as_the_key() {
        var minted = mint();
        var now = clock.instant().getEpochSecond();

        var token = introspect(minted.text("/access_token"));
        assertThat(token.json().at("/active").asBoolean()).isTrue();
        assertThat(token.text("/client_id")).isEqualTo(key);
        assertThat(token.text("/sub")).isEqualTo(account.json().at("/user/id").asString());
        assertThat(token.text("/scope")).isEqualTo("*");
        assertThat(token.text("/token_type")).isEqualTo("bearer");
        assertThat(token.json().at("/exp").asLong()).isEqualTo(now + 900);
        assertThat(token.json().has("sid")).isFalse();
        var first = introspect(minted.text("/refresh_token"));
        assertThat(first.text("/token_type")).isEqualTo("refresh_token");
        assertThat(first.text("/client_id")).isEqualTo(key);
        assertThat(first.json().at("/exp").asLong()).isEqualTo(now + 24 * 3600);
        refresh(minted.text("/refresh_token"));
        assertThat(introspect(minted.text("/refresh_token")).json().propertyNames())
                .containsExactly("active");
        client.post("/customer/keys/" + key + "/revoke", account.bearer());
        assertThat(introspect(minted.text("/access_token")).json().propertyNames())
                .containsExactly("active");
    }

    private Response introspect(String token) {
        return client.post("/auth/introspect", Map.of("token", token), account.bearer());
    }

    @Test
    void is_inactive_to_another_tenant() {
        var minted = mint();
        var other = client.signUp();

        for (var token : List.of(minted.text("/access_token"), minted.text("/refresh_token"))) {
            var answer = client.post("/auth/introspect", Map.of("token", token), other.bearer());
            assertThat(answer.json().propertyNames()).containsExactly("active");
        }
    }
}
