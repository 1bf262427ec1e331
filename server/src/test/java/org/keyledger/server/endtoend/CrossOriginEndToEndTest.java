package org.keyledger.server.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyledger.server.endtoend.SharedService.NAMED_ORIGIN;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.server.endtoend.ServiceClient.Response;

@DisplayName("Calling the service from a page of another origin")
class CrossOriginEndToEndTest {

    private final ServiceClient named = SharedService.client().with("Origin", NAMED_ORIGIN);
    private final ServiceClient foreign = SharedService.client().with("Origin", "https://evil.example");

    @Test
    void works_for_a_named_origin_without_cookies() {
        var account = named.signUp("cross-origin@example.com").expect(201);
        var user = named.bearer(account.string("/token"));

        for (var answer : new Response[] {
            account,
            user.get("/auth/me").expect(200),
            user.createKey("from a page").expect(201),
            user.get("/customer/keys/nonsense").expect(404),
            named.post("/auth/login", "{}").expect(400)
        }) {
            assertThat(answer.headers().allValues("Access-Control-Allow-Origin"))
                    .containsExactly(NAMED_ORIGIN);
            assertThat(answer.headers().firstValue("Access-Control-Allow-Credentials"))
                    .isEmpty();
            assertThat(answer.headers().allValues("Vary")).contains("Origin");
        }
    }

    @Test
    void is_refused_for_every_other_origin_and_writes_nothing() {
        var account =
                SharedService.client().signUp("foreign-origin@example.com").expect(201);
        var headReader = new LedgerHeadReader(SharedService.service());
        var before = headReader.countWhenSettled();

        for (var answer : new Response[] {
            foreign.signUp("never@example.com"),
            foreign.logIn("foreign-origin@example.com"),
            foreign.bearer(account.string("/token")).createKey("from a page"),
            foreign.bearer(account.string("/token")).delete("/auth/me")
        }) {
            assertThat(answer.expect(403).string("/type")).endsWith("/foreign-origin");
            assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                    .isEmpty();
        }

        assertThat(headReader.countWhenSettled()).isEqualTo(before);
    }

    @Test
    void is_no_concern_of_the_check() {
        var key = SharedService.client().signUp("checked-origin@example.com").string("/api_key");

        for (var caller : new ServiceClient[] {named, foreign}) {
            var answer = caller.key(key).post("/auth/check/upload", "{}").expect(200);
            assertThat(answer.headers().map().keySet()).noneMatch(it -> it.startsWith("access-control-"));
        }
    }
}
