package org.keyledger.server.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ApiKeyRevocationEndToEndTest {

    private static final int TIMES = 1000;
    /** A tenant makes sixty keys in a minute, and an address shows at most three hundred that are not accepted. */
    private static final int MADE_BY_ONE = 60;

    @Test
    void lets_no_request_through_that_begins_after_the_answer() {
        var visitor = SharedService.visitor();
        var owner = visitor;

        for (var time = 0; time < TIMES; time++) {
            if (time % MADE_BY_ONE == 0) {
                visitor = SharedService.visitor();
                owner = newcomer(visitor, time);
            }
            var key = owner.createKey("key " + time).expect(201);
            var secret = key.string("/secret");
            assertThat(visitor.check(secret)).as("key %d before", time).isEqualTo(200);

            owner.post("/customer/keys/" + key.string("/key_id") + "/revoke").expect(200);

            assertThat(visitor.check(secret)).as("key %d after", time).isEqualTo(401);
        }
    }

    private static ServiceClient newcomer(ServiceClient visitor, int number) {
        var answer = visitor.signUp("revoking-%d@example.com".formatted(number)).expect(201);
        return visitor.bearer(answer.string("/token"));
    }
}
