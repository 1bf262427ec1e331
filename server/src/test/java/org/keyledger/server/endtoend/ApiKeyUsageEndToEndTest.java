package org.keyledger.server.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.ledger.Eventually;
import org.keyledger.server.endtoend.ServiceClient.Response;
import tools.jackson.databind.JsonNode;

@DisplayName("Using an API key")
class ApiKeyUsageEndToEndTest {

    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final Pattern FORM =
            Pattern.compile("([a-z0-9]+_(?:live|test)_[0-9A-Za-z]{12}\\.[0-9A-Za-z]{32})([0-9A-Za-z]{6})");

    private final ServiceClient client = SharedService.client();
    private final ServiceClient owner = client.bearer(client.signUp("using-" + UUID.randomUUID() + "@example.com")
            .expect(201)
            .string("/token"));

    @Test
    void changes_with_its_access_and_is_found_by_its_external_id() {
        var key = owner.post(
                        "/customer/keys",
                        "{\"label\":\"change\",\"external_id\":\"customer 4711\",\"owner\":\"tenant\"}")
                .expect(201);
        var path = "/customer/keys/" + key.string("/key_id");
        var holder = client.key(key.string("/secret"));
        assertThat(holder.get("/auth/check?scope=write").expect(200).headers().firstValue("X-Auth-Subject"))
                .contains(key.string("/tenant_id"));
        assertThat(holder.get("/auth/me").expect(403).text()).contains("no-user");

        owner.patch(path, "{\"scopes\":[\"read\"]}").expect(200);

        holder.get("/auth/check?scope=write").expect(403);
        holder.get("/auth/check?scope=read").expect(200);
        owner.patch(path, "{\"ip_allow\":[\"192.0.2.1\"]}").expect(200);
        holder.get("/auth/check").expect(403);
        var changed = owner.patch(path, "{\"ip_allow\":null,\"external_id\":\"other\"}")
                .expect(200);
        holder.get("/auth/check").expect(200);
        owner.patch(path, "{\"scopes\":[\"*\"]}").expect(400);
        owner.patch(path, "{\"external_id\":\"other\"}").expect(200);
        assertThat(position(owner.patch(path, "{\"label\":\"changed\"}").expect(200)))
                .isEqualTo(position(changed) + 1);
        assertThat(owner.get("/customer/keys?external_id=other").text()).contains(key.string("/key_id"));
        assertThat(owner.get("/customer/keys?external_id=customer%204711")
                        .body()
                        .at("/keys"))
                .isEmpty();
    }

    private static long position(Response answer) {
        return answer.headers().firstValueAsLong("Ledger-Position").orElseThrow();
    }

    @Test
    void shows_in_its_listing_within_two_seconds() {
        var key = owner.createKey("used").expect(201);
        var path = "/customer/keys/" + key.string("/key_id");
        assertThat(owner.get(path).expect(200).body().at("/last_used_at").isNull())
                .isTrue();

        var before = Instant.now().minusSeconds(1);
        client.key(key.string("/secret")).get("/auth/check").expect(200);

        var seen = Eventually.awaitPresent(
                () -> Optional.of(owner.get(path).expect(200).body().at("/last_used_at"))
                        .filter(JsonNode::isString)
                        .map(time -> Instant.parse(time.asString())),
                Duration.ofSeconds(2),
                () -> owner.get(path).text());
        assertThat(seen).isBetween(before, Instant.now());
        assertThat(owner.get("/customer/keys").expect(200).string("/keys/0/last_used_at"))
                .isEqualTo(seen.toString());
    }

    @Test
    void from_an_address_outside_its_allow_list_is_refused() {
        var key = create("\"ip_allow\":[\"192.0.2.0/24\",\"2001:db8::/32\"]").expect(201);
        var user = client.key(key.string("/secret"));

        user.from("192.0.2.7").get("/auth/check").expect(200);
        user.from("2001:db8::7").get("/auth/check").expect(200);
        assertThat(user.from("198.51.100.7").get("/auth/check").expect(403).string("/type"))
                .endsWith("/address-not-allowed");
        user.from("192.0.2.7, 198.51.100.7").get("/auth/check").expect(403);
        client.from("198.51.100.7")
                .key(key.string("/secret").replace('.', '-'))
                .get("/auth/check")
                .expect(401);
    }

    @Test
    void above_its_rate_limit_is_refused_until_the_window_ends() {
        var key = create("\"rate_limit\":{\"limit\":3,\"window_seconds\":3600}").expect(201);
        var user = client.key(key.string("/secret"));
        for (var left = 2; left >= 0; left--) {
            var answer = user.get("/auth/check").expect(200);
            assertThat(answer.headers().firstValue("RateLimit-Policy")).contains("\"api-key\";q=3;w=3600");
            assertThat(answer.headers().firstValue("RateLimit").orElseThrow()).startsWith("\"api-key\";r=" + left);
        }

        var refused = user.get("/auth/check").expect(429);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(refused.headers().firstValue("RateLimit").orElseThrow()).startsWith("\"api-key\";r=0");
        client.key(owner.createKey("other").expect(201).string("/secret"))
                .get("/auth/check")
                .expect(200);
    }

    @Test
    void through_its_successor_has_the_same_fields() {
        var key = create("\"ip_allow\":[\"192.0.2.7\"],\"rate_limit\":{\"limit\":3,\"window_seconds\":60},"
                        + "\"scopes\":[\"read\"],\"environment\":\"test\",\"expires_at\":\"2999-01-01T00:00:00Z\"")
                .expect(201);
        var path = "/customer/keys/" + key.string("/key_id");
        var successor = owner.post(path + "/rotate", "{\"overlap_seconds\":60}").expect(200);
        var old = owner.get(path).expect(200);
        var listed = owner.get("/customer/keys/" + successor.string("/key_id")).expect(200);

        for (var field : new String[] {"ip_allow", "rate_limit", "scopes", "environment", "expires_at", "label"}) {
            assertThat(listed.body().at("/" + field))
                    .as(field)
                    .isEqualTo(old.body().at("/" + field));
        }
        assertThat(old.string("/status")).isEqualTo("rotated");
        assertThat(old.string("/replaced_by")).isEqualTo(successor.string("/key_id"));
        assertThat(owner.get("/customer/keys?status=rotated").body().at("/keys").size())
                .isEqualTo(1);
        client.from("192.0.2.7").key(key.string("/secret")).get("/auth/check").expect(200);
        client.from("192.0.2.7")
                .key(successor.string("/secret"))
                .get("/auth/check")
                .expect(200);
        client.from("192.0.2.8")
                .key(successor.string("/secret"))
                .get("/auth/check")
                .expect(403);
    }

    @Test
    void has_a_checksum_that_can_be_verified_offline() {
        var secret = owner.createKey("scanned").expect(201).string("/secret");
        var form = FORM.matcher(secret);

        assertThat(form.matches()).isTrue();
        var crc = new CRC32();
        crc.update(form.group(1).getBytes(UTF_8));
        var digits = new StringBuilder();
        for (var rest = crc.getValue(); digits.length() < 6; rest /= 62) {
            digits.insert(0, DIGITS.charAt((int) (rest % 62)));
        }
        assertThat(form.group(2)).isEqualTo(digits.toString());
    }

    private Response create(String fields) {
        return owner.post("/customer/keys", "{\"label\":\"limited\"," + fields + "}");
    }
}
