package org.keyledger.server.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.server.endtoend.ServiceClient.Response;

@DisplayName("Managing API keys without the right to do so")
class PrivilegeEscalationTest {

    private static final List<String> OPERATIONS =
            List.of("GET ", "PATCH ", "POST /rotate", "POST /revoke", "POST /confirm");

    private final ServiceClient client = SharedService.client();
    private ServiceClient owner;
    private Response key;
    private long written;

    @BeforeEach
    void a_key() {
        owner = client.bearer(newcomer().string("/token"));
        key = owner.createKey("mine").expect(201);
        written = position(key);
    }

    @Test
    void with_a_key_instead_of_a_token_is_refused_and_writes_nothing() {
        for (var reacher : List.of(client.key(key.string("/secret")), client.bearer(key.string("/secret")))) {
            assertThat(reacher.createKey("more").status()).isEqualTo(403);
            assertThat(reacher.get("/customer/keys").status()).isEqualTo(403);
            OPERATIONS.forEach(operation -> assertThat(
                            at(reacher, operation, key.string("/key_id")).status())
                    .isEqualTo(403));
        }
        assertNothingWritten();
    }

    @Test
    void without_a_credential_is_refused_and_writes_nothing() {
        assertThat(client.createKey("more").status()).isEqualTo(401);
        OPERATIONS.forEach(operation -> assertThat(
                        at(client, operation, key.string("/key_id")).status())
                .isEqualTo(401));
        assertNothingWritten();
    }

    @Test
    void by_fields_that_callers_cannot_set_is_refused_and_writes_nothing() {
        var other = newcomer();
        written = position(other);
        for (var field : List.of(
                "\"tenant_id\":\"" + other.string("/tenant_id") + "\"",
                "\"user_id\":\"" + other.string("/user/id") + "\"",
                "\"created_by\":\"" + other.string("/user/id") + "\"",
                "\"role\":\"admin\"",
                "\"is_superuser\":true",
                "\"email_verified\":true",
                "\"status\":\"active\"",
                "\"key_id\":\"" + key.string("/key_id") + "\"",
                "\"secret\":\"" + key.string("/secret") + "\"",
                "\"rotated_from\":\"" + key.string("/key_id") + "\"",
                "\"scopes\":[\"root\"]",
                "\"scopes\":[\"read\"],\"scopes\":[\"*\"]",
                "\"label\":\"other\"",
                "\"scopes\":{\"$ne\":null}",
                "\"environment\":[\"live\"]",
                "\"public_key\":\"-----BEGIN PUBLIC KEY-----\"")) {
            var answer = owner.post("/customer/keys", "{\"label\":\"more\"," + field + "}");
            assertThat(answer.status()).as(field).isEqualTo(400);
        }
        assertNothingWritten();
    }

    @Test
    void by_a_change_of_a_key_is_refused_and_writes_nothing() {
        var path = "/customer/keys/" + key.string("/key_id");
        for (var field : List.of(
                "\"scopes\":[\"root\"]",
                "\"scopes\":[\"read\"],\"scopes\":[\"*\"]",
                "\"owner\":\"tenant\"",
                "\"expires_at\":null",
                "\"environment\":\"live\"",
                "\"status\":\"active\"",
                "\"tenant_id\":\"x\"",
                "\"created_by\":\"x\"",
                "\"prefix\":\"x\"",
                "\"secret\":\"x\"")) {
            assertThat(owner.patch(path, "{\"label\":\"more\"," + field + "}").status())
                    .as(field)
                    .isEqualTo(400);
        }
        assertNothingWritten();
    }

    @Test
    void of_another_tenant_responds_as_for_a_key_that_never_existed() {
        var otherOwner = client.bearer(newcomer().string("/token"));
        var never = "key_" + UUID.randomUUID().toString().replace("-", "");

        for (var operation : OPERATIONS) {
            var theirs = at(otherOwner, operation, key.string("/key_id"));
            assertThat(theirs.status()).isEqualTo(404);
            assertThat(withoutInstance(theirs)).isEqualTo(withoutInstance(at(otherOwner, operation, never)));
            assertThat(theirs.headers().map().keySet())
                    .isEqualTo(at(otherOwner, operation, never).headers().map().keySet());
        }
        assertThat(otherOwner.get("/customer/keys").text()).doesNotContain(key.string("/key_id"));
        assertThat(client.check(key.string("/secret"))).isEqualTo(200);
    }

    private Response newcomer() {
        return client.signUp("reaching-" + UUID.randomUUID() + "@example.com").expect(201);
    }

    private static Response at(ServiceClient client, String operation, String id) {
        var path = "/customer/keys/" + id + operation.substring(operation.indexOf(' ') + 1);
        if (operation.startsWith("PATCH")) {
            return client.patch(path, "{\"label\":\"theirs\"}");
        }
        return operation.startsWith("GET") ? client.get(path) : client.post(path);
    }

    private static String withoutInstance(Response answer) {
        return answer.text().replaceAll("urn:uuid:[0-9a-f-]+", "");
    }

    private void assertNothingWritten() {
        assertThat(position(owner.createKey("next").expect(201))).isEqualTo(written + 1);
    }

    private static long position(Response answer) {
        return answer.headers().firstValueAsLong("Ledger-Position").orElseThrow();
    }
}
