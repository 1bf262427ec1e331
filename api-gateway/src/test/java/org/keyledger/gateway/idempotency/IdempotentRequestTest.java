package org.keyledger.gateway.idempotency;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyledger.gateway.FakeBackend;
import org.keyledger.gateway.GatewayClient;
import org.keyledger.gateway.GatewayTest;
import org.keyledger.gateway.TestServiceKeys;
import org.keyledger.kernel.ServiceKeys.Purpose;
import org.keyledger.kernel.apikey.ApiKeyCommand.CreateApiKey;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.keyledger.kernel.user.UserCommand.RegisterUser;
import org.keyledger.ledger.AtomicStore;
import org.keyledger.ledger.MutableClock;
import org.keyledger.ledger.UnknownOutcomeException;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

@DisplayName("Repeating a request with its Idempotency-Key")
@GatewayTest
class IdempotentRequestTest {

    private final String key = UUID.randomUUID().toString();

    @Autowired
    GatewayClient client;

    @Autowired
    FakeBackend backend;

    @Autowired
    MutableClock clock;

    @Autowired
    TestServiceKeys keys;

    @Autowired
    AtomicStore store;

    @Test
    void creates_one_key_with_one_secret() {
        var account = client.signUp();
        var before = backend.count(CreateApiKey.class);

        var first = create(account, "a");
        clock.advance(Duration.ofHours(1));
        var again = create(account, "a");

        assertThat(first.status()).isEqualTo(201);
        assertThat(again.httpResponse().body()).isEqualTo(first.httpResponse().body());
        assertThat(again.header("Ledger-Position")).isEqualTo(first.header("Ledger-Position"));
        assertThat(backend.count(CreateApiKey.class)).isEqualTo(before + 1);
        assertThat(ApiKeyId.parse(first.text("/key_id")).value().version()).isEqualTo(7);
    }

    @Test
    void of_another_caller_is_another_request() {
        assertThat(create(client.signUp(), "a").text("/key_id"))
                .isNotEqualTo(create(client.signUp(), "a").text("/key_id"));
    }

    @Test
    void with_another_body_is_a_mismatch() {
        var account = client.signUp();
        create(account, "a");

        assertThat(create(account, "b").status()).isEqualTo(422);
        assertThat(create(account, "b").problem()).isEqualTo("idempotency-mismatch");
    }

    @Test
    void after_a_day_names_what_was_created() {
        var account = client.signUp();
        var id = create(account, "a").text("/key_id");
        clock.advance(Duration.ofHours(24).plusSeconds(1));
        var token = client.post("/auth/login", Map.of("email", account.email(), "password", GatewayClient.PASSWORD))
                .text("/token");

        var answer = client.post(
                "/customer/keys", Map.of("label", "a"), "Authorization", "Bearer " + token, "Idempotency-Key", key);

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.problem()).isEqualTo("already-created");
        assertThat(answer.text("/id")).isEqualTo(id);
    }

    @Test
    void signs_up_once_and_starts_a_session_of_its_own() {
        var body = Map.of("email", key + "@example.com", "password", GatewayClient.PASSWORD);
        var before = backend.count(RegisterUser.class);

        var first = client.post("/auth/signup", body, "Idempotency-Key", key);
        var again = client.post("/auth/signup", body, "Idempotency-Key", key);

        assertThat(again.status()).isEqualTo(201);
        assertThat(again.text("/api_key")).isEqualTo(first.text("/api_key"));
        assertThat(again.text("/tenant_id")).isEqualTo(first.text("/tenant_id"));
        assertThat(again.text("/user/id")).isEqualTo(first.text("/user/id"));
        assertThat(again.text("/session/refresh_token")).isNotEqualTo(first.text("/session/refresh_token"));
        assertThat(client.get("/auth/me", "Authorization", "Bearer " + again.text("/token"))
                        .status())
                .isEqualTo(200);
        assertThat(backend.count(RegisterUser.class)).isEqualTo(before + 1);
    }

    @Test
    void rotates_once() {
        var account = client.signUp();
        var path = "/customer/keys/" + create(account, "a").text("/key_id") + "/rotate";

        var first = client.post(path, "Authorization", "Bearer " + account.token(), "Idempotency-Key", key);
        var again = client.post(path, "Authorization", "Bearer " + account.token(), "Idempotency-Key", key);

        assertThat(first.status()).isEqualTo(200);
        assertThat(again.httpResponse().body()).isEqualTo(first.httpResponse().body());
    }

    @Test
    void rotates_once_under_every_spelling_of_the_path() {
        var account = client.signUp();
        var id = create(account, "a").text("/key_id");
        var uuid = ApiKeyId.parse(id).value().toString();

        var first = rotate(account, id);

        for (var spelling :
                List.of(id.toUpperCase(Locale.ROOT).replace("KEY_", "key_"), uuid, "%6b" + id.substring(1))) {
            assertThat(rotate(account, spelling).httpResponse().body())
                    .as(spelling)
                    .isEqualTo(first.httpResponse().body());
        }
        assertThat(rotate(account, id + ";x=1").status()).isEqualTo(400);
        var other = client.post("/customer/keys", Map.of("label", "b"), account.bearer());
        assertThat(rotate(account, other.text("/key_id")).text("/rotated_from")).isEqualTo(other.text("/key_id"));
    }

    private GatewayClient.Response rotate(GatewayClient.Account account, String id) {
        return client.post(
                "/customer/keys/" + id + "/rotate",
                "Authorization",
                "Bearer " + account.token(),
                "Idempotency-Key",
                "rotation " + key);
    }

    @Test
    void returns_the_first_result_after_an_unknown_outcome() {
        var body = Map.of("email", key + "@example.com", "password", GatewayClient.PASSWORD);
        backend.nextFailure = Optional.of(new UnknownOutcomeException("no reply", new RuntimeException("cut")));

        var unknown = client.post("/auth/signup", body, "Idempotency-Key", key);
        var again = client.post("/auth/signup", body, "Idempotency-Key", key);

        assertThat(unknown.problem()).isEqualTo("outcome-unknown");
        assertThat(again.status()).isEqualTo(201);
    }

    @Test
    void while_the_first_is_running_is_refused_as_in_progress() {
        new InProgressRequests(store, Duration.ofSeconds(30)).acquire(signUpCommitKey());

        var answer = signUp();

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.problem()).isEqualTo("in-progress");
    }

    @Test
    void takes_over_immediately_from_a_process_that_ended() {
        var ended = (UUID.randomUUID() + " " + UUID.randomUUID()).getBytes(US_ASCII);
        store.acquireLease("running:" + signUpCommitKey(), ended, Duration.ofSeconds(30));

        assertThat(signUp().status()).isEqualTo(201);
        assertThat(store.get("running:" + signUpCommitKey())).isEmpty();
    }

    private String signUpCommitKey() {
        var request =
                new IdempotentRequest(IdempotentRequest.ANONYMOUS, "POST /auth/signup", Optional.of(key), new byte[0]);
        return new IdempotencyKeyMaterial(keys.key(Purpose.IDEMPOTENCY), request, key).commitKey();
    }

    private GatewayClient.Response signUp() {
        var body = Map.of("email", key + "@example.com", "password", GatewayClient.PASSWORD);
        return client.post("/auth/signup", body, "Idempotency-Key", key);
    }

    @Test
    void counts_as_running_for_30_seconds_by_default() {
        assertThat(new Binder(new MapConfigurationPropertySource(Map.of()))
                        .bindOrCreate("keyledger.repeating", IdempotencySettings.class)
                        .runsAtMost())
                .isEqualTo(Duration.ofSeconds(30));
        assertThatThrownBy(() -> new IdempotencySettings(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"123456789012345", "123456789012345678901"})
    void with_a_key_that_is_too_short_for_an_anonymous_caller_is_refused(String tooShort) {
        var answer = client.post(
                "/auth/signup",
                Map.of("email", key + "@example.com", "password", GatewayClient.PASSWORD),
                "Idempotency-Key",
                tooShort);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("/errors/0/field")).isEqualTo("Idempotency-Key");
        assertThat(answer.text("/detail")).isEqualTo("Idempotency-Key must have 22 to 255 characters.");
    }

    private GatewayClient.Response create(GatewayClient.Account account, String label) {
        return client.post(
                "/customer/keys",
                Map.of("label", label),
                "Authorization",
                "Bearer " + account.token(),
                "Idempotency-Key",
                key);
    }
}
