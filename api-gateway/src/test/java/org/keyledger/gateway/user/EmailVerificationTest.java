package org.keyledger.gateway.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyledger.gateway.FakeBackend;
import org.keyledger.gateway.GatewayClient;
import org.keyledger.gateway.GatewayTest;
import org.keyledger.gateway.TestServiceKeys;
import org.keyledger.kernel.ServiceKeys;
import org.keyledger.kernel.mail.LinkToken;
import org.keyledger.kernel.user.MailRequestId;
import org.keyledger.kernel.user.UserCommand.RegisterUser;
import org.keyledger.kernel.user.UserCommand.RequestEmailVerification;
import org.keyledger.kernel.user.UserCommand.VerifyEmail;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

@DisplayName("Verifying an e-mail address")
@GatewayTest
class EmailVerificationTest {

    @Autowired
    GatewayClient client;

    @Autowired
    FakeBackend backend;

    @Autowired
    TestServiceKeys keys;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping routes;

    @Test
    void by_the_token_of_the_mail() {
        var account = client.signUp();

        var answer = confirm(mailed());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().propertyNames()).containsExactly("email", "email_verified");
        assertThat(answer.text("/email")).isEqualTo(account.email());
        assertThat(client.get("/auth/verify-email/status", account.bearer())
                        .json()
                        .at("/email_verified")
                        .booleanValue())
                .isTrue();
    }

    @Test
    void by_the_link_of_the_mail_redirects_to_the_login_page() {
        client.signUp();
        var token = mailed();

        var first = client.get("/api/auth/verify-email?token=" + token);
        var second = client.get("/api/auth/verify-email?token=" + token);

        assertThat(first.status()).isEqualTo(302);
        assertThat(first.header("Location")).isEqualTo("/login?verified=true");
        assertThat(second.header("Location")).isEqualTo("/login?verified=true");
    }

    @Test
    void does_not_happen_when_a_program_looks_at_the_link() {
        var account = client.signUp();
        var link = "/api/auth/verify-email?token=" + mailed();
        var before = backend.receivedCommands.size();

        var head = client.send("HEAD", link, null);
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("Location")).isEmpty();
        assertThat(head.header("Cache-Control")).isEqualTo("no-store");
        for (var prefetch : List.of(
                "Sec-Purpose:prefetch",
                "Sec-Purpose:prefetch;prerender",
                "Sec-Purpose:Prefetch;anonymous-client-ip",
                "Purpose:prefetch",
                "X-Moz:prefetch")) {
            var header = prefetch.split(":");
            var answer = client.get(link, header[0], header[1]);
            assertThat(answer.status()).as(prefetch).isEqualTo(503);
            assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
            assertThat(answer.header("Location")).isEmpty();
        }
        assertThat(backend.receivedCommands).hasSize(before);

        var get = client.get(link, "Sec-Purpose", "");
        assertThat(get.header("Location")).isEqualTo("/login?verified=true");
        assertThat(head.httpResponse().headers().map().keySet())
                .containsAll(get.httpResponse().headers().map().keySet().stream()
                        .filter(name -> !List.of("location", "ledger-position", "content-length", "set-cookie")
                                .contains(name))
                        .toList());
        assertThat(client.get("/auth/verify-email/status", account.bearer())
                        .json()
                        .at("/email_verified")
                        .booleanValue())
                .isTrue();
    }

    /** A link with an effect has the annotation that keeps programs from it. */
    @Test
    void and_every_other_effect_does_not_follow_from_a_head_or_a_prefetch() {
        var account = client.signUp();
        var token = mailed();
        var before = backend.receivedCommands.size();
        var paths = routes.getHandlerMethods().keySet().stream()
                .filter(route -> route.getMethodsCondition().getMethods().contains(RequestMethod.GET))
                .flatMap(route -> route.getPatternValues().stream())
                .map(path -> path.replaceAll("\\{\\w+}", "x"))
                .toList();

        assertThat(paths).hasSizeGreaterThan(15);
        for (var path : paths) {
            var target = path + "?token=" + token;
            client.send("HEAD", target, null, account.bearer());
            client.get(target, "Sec-Purpose", "prefetch", account.bearer()[0], account.bearer()[1]);
            assertThat(backend.receivedCommands).as(path).hasSize(before);
        }
    }

    @Test
    void says_verified_again_only_to_a_link_of_this_service() {
        client.signUp();
        var unused = mailed();
        client.signUp();
        client.get("/api/auth/verify-email?token=" + mailed());

        assertThat(client.get("/api/auth/verify-email?token=" + mailed().substring(1))
                        .header("Location"))
                .isEqualTo("/login?verified=false&error=invalid-token");
        assertThat(client.send("HEAD", "/api/auth/verify-email?token=" + unused, null)
                        .header("Location"))
                .isEmpty();
    }

    @Test
    void has_the_status_unverified_at_first() {
        var account = client.signUp();

        var status = client.get("/auth/verify-email/status", account.bearer());

        assertThat(status.json().propertyNames()).containsExactly("email", "email_verified", "email_verified_at");
        assertThat(status.json().at("/email_verified_at").isNull()).isTrue();
    }

    @Test
    void can_be_requested_again_without_a_body_until_it_is_done() {
        var account = client.signUp();

        var asked = client.post("/auth/verify-email/request", account.bearer());
        var command = backend.lastCommand(RequestEmailVerification.class);
        confirm(LinkToken.create(
                        keys.key(ServiceKeys.Purpose.LINK),
                        LinkToken.Purpose.VERIFY_EMAIL,
                        command.user(),
                        command.verification().request())
                .encoded());
        var askedAgain = client.post("/auth/verify-email/request", account.bearer());

        assertThat(asked.status()).isEqualTo(200);
        assertThat(asked.json().propertyNames()).containsExactly("message");
        assertThat(askedAgain.json().at("/email_verified").booleanValue()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "AAAA", "../../etc/passwd", "ÿ"})
    void with_a_made_up_token_sends_no_command(String token) {
        var before = backend.count(VerifyEmail.class);

        var answer = confirm(token);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problem()).isEqualTo("invalid-token");
        assertThat(backend.count(VerifyEmail.class)).isEqualTo(before);
    }

    @Test
    void twice_with_one_token_gets_the_same_response_and_appends_nothing() {
        client.signUp();
        var token = mailed();
        var first = confirm(token);
        var recorded = backend.head();

        var second = confirm(token);

        assertThat(second.status()).isEqualTo(200);
        assertThat(second.httpResponse().body()).isEqualTo(first.httpResponse().body());
        assertThat(backend.head()).isEqualTo(recorded);
    }

    @Test
    void with_a_token_that_was_refused_before_sends_no_command() {
        client.signUp();
        confirm(mailed());
        var user = backend.lastCommand(RegisterUser.class).user();
        var key = keys.key(ServiceKeys.Purpose.LINK);
        var token = LinkToken.create(key, LinkToken.Purpose.VERIFY_EMAIL, user, new MailRequestId(UUID.randomUUID()))
                .encoded();
        assertThat(confirm(token).problem()).isEqualTo("invalid-token");
        var asked = backend.count(VerifyEmail.class);

        assertThat(confirm(token).problem()).isEqualTo("invalid-token");

        assertThat(backend.count(VerifyEmail.class)).isEqualTo(asked);
    }

    private String mailed() {
        var command = backend.lastCommand(RegisterUser.class);
        var token = LinkToken.create(
                keys.key(ServiceKeys.Purpose.LINK),
                LinkToken.Purpose.VERIFY_EMAIL,
                command.user(),
                command.verification().request());
        assertThat(token.digest().matches(command.verification().token())).isTrue();
        return token.encoded();
    }

    private GatewayClient.Response confirm(String token) {
        return client.post("/auth/verify-email/confirm", Map.of("token", token));
    }
}
