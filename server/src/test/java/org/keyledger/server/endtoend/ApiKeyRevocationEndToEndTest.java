package org.keyledger.server.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Revoking API keys while they are checked")
class ApiKeyRevocationEndToEndTest {

    private static final int KEYS = 1000;
    /** A tenant can create 60 keys per minute, and a client address can present 300 unknown keys per minute. */
    private static final int KEYS_PER_TENANT = 60;

    @Test
    void accepts_no_request_that_starts_after_the_response() {
        var client = SharedService.client();
        var owner = client;

        for (var time = 0; time < KEYS; time++) {
            if (time % KEYS_PER_TENANT == 0) {
                client = SharedService.client();
                owner = newcomer(client, time);
            }
            var key = owner.createKey("key " + time).expect(201);
            var secret = key.string("/secret");
            assertThat(client.check(secret)).as("key %d before", time).isEqualTo(200);

            owner.post("/customer/keys/" + key.string("/key_id") + "/revoke").expect(200);

            assertThat(client.check(secret)).as("key %d after", time).isEqualTo(401);
        }
    }

    private static ServiceClient newcomer(ServiceClient client, int number) {
        var answer = client.signUp("revoking-%d@example.com".formatted(number)).expect(201);
        return client.bearer(answer.string("/token"));
    }
}
