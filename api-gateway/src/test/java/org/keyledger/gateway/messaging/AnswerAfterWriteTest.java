package org.keyledger.gateway.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keyledger.gateway.BrowserClient;
import org.keyledger.gateway.FakeBackend;
import org.keyledger.gateway.GatewayClient;
import org.keyledger.gateway.GatewayClient.Account;
import org.keyledger.gateway.GatewayClient.Response;
import org.keyledger.gateway.GatewayTest;
import org.keyledger.gateway.TestServiceKeys;
import org.keyledger.gateway.cookie.PagePaths;
import org.keyledger.gateway.requesthead.GetWithEffect;
import org.keyledger.gateway.stepup.TotpApp;
import org.keyledger.kernel.ServiceKeys.Purpose;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.keyledger.kernel.login.LoginCommand.RequestMagicLink;
import org.keyledger.kernel.mail.LinkToken;
import org.keyledger.kernel.mail.MagicLinkToken;
import org.keyledger.kernel.passkey.PasskeyCredentialId;
import org.keyledger.kernel.passkey.PasskeyId;
import org.keyledger.kernel.passkey.PasskeyListing;
import org.keyledger.kernel.session.SessionCommand.RefreshSession;
import org.keyledger.kernel.user.MailRequestId;
import org.keyledger.kernel.user.UserCommand.ChangeEmail;
import org.keyledger.kernel.user.UserCommand.RegisterUser;
import org.keyledger.kernel.user.UserCommand.RequestPasswordReset;
import org.keyledger.kernel.user.UserId;
import org.keyledger.ledger.Eventually;
import org.keyledger.ledger.MutableClock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

@DisplayName("Answering after a write")
@GatewayTest
class AnswerAfterWriteTest {

    private static final String NEW = "another-secure-password";

    /** Their success needs an authenticator or a provider, which PasskeyBrowserTest and ProviderLogInEndToEndTest have. */
    private static final Set<String> NEED_ANOTHER_PARTY = Set.of(
            "POST /auth/passkeys/registration/finish",
            "POST /api/auth/passkeys/registration/finish",
            "POST /auth/passkeys/login/finish",
            "POST /api/auth/passkeys/login/finish",
            "POST /account/passkeys",
            "POST /account/providers/confirm",
            "GET /api/auth/oauth/{provider}/callback",
            "POST /api/auth/oauth/{provider}/callback");

    /** Routes that are not GET and append nothing. */
    private static final Set<String> READS = Set.of(
            "POST /auth/introspect",
            "POST /account/two-factor/recovery-codes/download",
            "POST /auth/passkeys/registration/options",
            "POST /api/auth/passkeys/registration/options",
            "POST /auth/passkeys/login/options",
            "POST /api/auth/passkeys/login/options",
            "POST /auth/reset-password/validate",
            "POST /api/auth/reset-password/validate",
            "POST /v1/auth/api-key/token",
            "POST /v1/auth/token/refresh");

    @Autowired
    GatewayClient client;

    @Autowired
    FakeBackend backend;

    @Autowired
    MutableClock clock;

    @Autowired
    TestServiceKeys keys;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping mappings;

    /** What the success of a route means. */
    private enum Effect {
        /** Something new exists: answered even if this node does not show or accept it yet. */
        CREATES,
        /** Something is no longer accepted: answered when this node refuses it. */
        ENDS,
        /** The same, and with it the cookie that a repeated request needs. */
        ENDS_OWN_COOKIE,
        /** Something may be no longer accepted, and something new exists: the former is awaited before the latter. */
        ENDS_THEN_CREATES,
        /** Something new may exist: answered in the same way, and without a position. */
        HIDDEN,
        /** The effect comes after the response. */
        LATER
    }

    /** Every route that appends, with the successful response. */
    private enum Route {
        ACCOUNT_RESEND("POST /account/verification", Effect.CREATES, 303),
        ACCOUNT_RENAME("POST /account/profile", Effect.CREATES, 303),
        ACCOUNT_CHANGE_EMAIL("POST /account/email", Effect.CREATES, 303),
        ACCOUNT_CANCEL_EMAIL("POST /account/email/cancel", Effect.CREATES, 303),
        ACCOUNT_PASSWORD("POST /account/password", Effect.ENDS, 303),
        ACCOUNT_CREATE_KEY("POST /account/keys/new", Effect.CREATES, 200),
        ACCOUNT_CHANGE_KEY("POST /account/keys/{key}", Effect.ENDS, 303),
        ACCOUNT_REVOKE_KEY("POST /account/keys/{key}/revoke", Effect.ENDS, 303),
        ACCOUNT_ROTATE_KEY("POST /account/keys/{key}/rotate", Effect.ENDS, 200),
        ACCOUNT_CONFIRM_KEY("POST /account/keys/{key}/confirm", Effect.CREATES, 303),
        ACCOUNT_UNLINK("POST /account/providers/{provider}/unlink", Effect.CREATES, 303),
        ACCOUNT_RENAME_PASSKEY("POST /account/passkeys/{passkey}", Effect.CREATES, 303),
        ACCOUNT_REMOVE_PASSKEY("POST /account/passkeys/{passkey}/remove", Effect.CREATES, 303),
        ACCOUNT_END_SESSION("POST /account/sessions/{session}/end", Effect.ENDS, 303),
        ACCOUNT_END_OTHER_SESSIONS("POST /account/sessions/end-others", Effect.ENDS, 303),
        ACCOUNT_ENROLL_TOTP("POST /account/two-factor/enroll", Effect.CREATES, 303),
        ACCOUNT_CONFIRM_TOTP("POST /account/two-factor/confirm", Effect.CREATES, 200),
        ACCOUNT_RECOVERY_CODES("POST /account/two-factor/recovery-codes", Effect.CREATES, 200),
        ACCOUNT_DISABLE_TOTP("POST /account/two-factor/disable", Effect.CREATES, 303),
        ACCOUNT_ERASE("POST /account/data/delete", Effect.ENDS_OWN_COOKIE, 200),
        LOG_OUT_PAGE("POST /logout", Effect.ENDS, 303),
        REQUEST_MAGIC_LINK("POST /auth/magic-link/request", Effect.LATER, 200),
        BROWSER_REQUEST_MAGIC_LINK("POST /api/auth/magic-link/request", Effect.LATER, 200),
        REQUEST_MAGIC_LINK_PAGE("POST /magic-link/request", Effect.LATER, 200),
        CONFIRM_MAGIC_LINK("POST /auth/magic-link/confirm", Effect.ENDS_THEN_CREATES, 200),
        BROWSER_CONFIRM_MAGIC_LINK("POST /api/auth/magic-link/confirm", Effect.ENDS_THEN_CREATES, 200),
        MAGIC_LINK_PAGE("POST /magic-link", Effect.ENDS_THEN_CREATES, 303),
        MAGIC_LINK_CODE_PAGE("POST /magic-link/code", Effect.ENDS_THEN_CREATES, 303),
        RENAME_PASSKEY("PATCH /auth/passkeys/{passkey}", Effect.CREATES, 200),
        BROWSER_RENAME_PASSKEY("PATCH /api/auth/passkeys/{passkey}", Effect.CREATES, 200),
        REMOVE_PASSKEY("DELETE /auth/passkeys/{passkey}", Effect.CREATES, 200),
        BROWSER_REMOVE_PASSKEY("DELETE /api/auth/passkeys/{passkey}", Effect.CREATES, 200),
        UNLINK("DELETE /auth/identities/{provider}", Effect.CREATES, 200),
        BROWSER_UNLINK("DELETE /api/auth/identities/{provider}", Effect.CREATES, 200),
        SIGN_UP("POST /auth/signup", Effect.CREATES, 201),
        LOG_IN("POST /auth/login", Effect.CREATES, 200),
        COMPLETE_LOG_IN("POST /auth/login/2fa", Effect.CREATES, 200),
        ENROLL_TOTP("POST /auth/totp/enroll", Effect.CREATES, 200),
        CONFIRM_TOTP("POST /auth/totp/confirm", Effect.CREATES, 200),
        DISABLE_TOTP("POST /auth/totp/disable", Effect.CREATES, 200),
        RENEW_RECOVERY_CODES("POST /auth/recovery-codes", Effect.CREATES, 200),
        REFRESH("POST /auth/refresh", Effect.CREATES, 200),
        LOG_OUT("POST /auth/logout", Effect.ENDS, 200),
        END_OWN_SESSION("DELETE /auth/sessions/{session}", Effect.ENDS, 200),
        END_OTHER_SESSION("DELETE /auth/sessions/{session}", Effect.ENDS, 200),
        END_OTHER_SESSIONS("POST /auth/sessions/revoke-others", Effect.ENDS, 200),
        CHANGE_PASSWORD("POST /auth/change-password", Effect.ENDS, 200),
        REQUEST_RESET("POST /auth/reset-password/request", Effect.LATER, 200),
        CONFIRM_RESET("POST /auth/reset-password/confirm", Effect.ENDS, 200),
        FORGOT_PASSWORD_PAGE("POST /forgot-password", Effect.LATER, 200),
        RESET_PASSWORD_PAGE("POST /reset-password", Effect.ENDS, 303),
        SIGN_UP_PAGE("POST /signup", Effect.HIDDEN, 200),
        LOG_IN_PAGE("POST /login", Effect.CREATES, 303),
        COMPLETE_LOG_IN_PAGE("POST /login/2fa", Effect.CREATES, 303),
        RESEND_VERIFICATION_PAGE("POST /verify", Effect.LATER, 200),
        REGISTER("POST /api/auth/register", Effect.HIDDEN, 201),
        BROWSER_SIGN_UP("POST /api/auth/signup", Effect.HIDDEN, 201),
        RESEND_VERIFICATION("POST /api/auth/verify-email/resend", Effect.LATER, 200),
        CHANGE_EMAIL("POST /auth/change-email", Effect.CREATES, 202),
        CONFIRM_CHANGE("POST /auth/change-email/confirm", Effect.CREATES, 200),
        CANCEL_CHANGE("POST /auth/change-email/cancel", Effect.CREATES, 200),
        UNDO_CHANGE("POST /auth/change-email/undo", Effect.ENDS, 200),
        BROWSER_CONFIRM_CHANGE("POST /api/auth/change-email/confirm", Effect.CREATES, 200),
        BROWSER_CANCEL_CHANGE("POST /api/auth/change-email/cancel", Effect.CREATES, 200),
        BROWSER_UNDO_CHANGE("POST /api/auth/change-email/undo", Effect.ENDS, 200),
        BROWSER_CONFIRM_EMAIL("POST /api/auth/verify-email/confirm", Effect.CREATES, 200),
        REQUEST_VERIFICATION("POST /auth/verify-email/request", Effect.CREATES, 200),
        CONFIRM_EMAIL("POST /auth/verify-email/confirm", Effect.CREATES, 200),
        FOLLOW_LINK("GET /api/auth/verify-email", Effect.CREATES, 302),
        CONFIRM_CHANGE_PAGE("POST /change-email", Effect.CREATES, 200),
        CANCEL_CHANGE_PAGE("POST /change-email/cancel", Effect.CREATES, 200),
        UNDO_CHANGE_PAGE("POST /change-email/undo", Effect.ENDS, 200),
        NOT_ME("POST /auth/not-me", Effect.ENDS, 200),
        BROWSER_NOT_ME("POST /api/auth/not-me", Effect.ENDS, 200),
        NOT_ME_PAGE("POST /not-me", Effect.ENDS, 200),
        RENAME("PATCH /auth/me", Effect.CREATES, 200),
        ERASE("DELETE /auth/me", Effect.ENDS, 200),
        CREATE_KEY("POST /customer/keys", Effect.CREATES, 201),
        CHANGE_KEY("PATCH /customer/keys/{key}", Effect.ENDS, 200),
        REVOKE_KEY("POST /customer/keys/{key}/revoke", Effect.ENDS, 200),
        ROTATE_KEY("POST /customer/keys/{key}/rotate", Effect.ENDS, 200),
        CONFIRM_KEY("POST /customer/keys/{key}/confirm", Effect.CREATES, 200),
        CHANGE_POLICIES("PATCH /customer/policies", Effect.CREATES, 200),
        BROWSER_LOG_IN("POST /api/auth/login", Effect.CREATES, 200),
        BROWSER_COMPLETE_LOG_IN("POST /api/auth/login/2fa", Effect.CREATES, 200),
        BROWSER_ENROLL_TOTP("POST /api/auth/totp/enroll", Effect.CREATES, 200),
        BROWSER_CONFIRM_TOTP("POST /api/auth/totp/confirm", Effect.CREATES, 200),
        BROWSER_DISABLE_TOTP("POST /api/auth/totp/disable", Effect.CREATES, 200),
        BROWSER_RENEW_RECOVERY_CODES("POST /api/auth/recovery-codes", Effect.CREATES, 200),
        BROWSER_REFRESH("POST /api/auth/refresh", Effect.CREATES, 200),
        BROWSER_LOG_OUT("POST /api/auth/logout", Effect.ENDS, 200),
        BROWSER_END_SESSION("DELETE /api/auth/sessions/{session}", Effect.ENDS, 200),
        BROWSER_END_OTHER_SESSIONS("POST /api/auth/sessions/revoke-others", Effect.ENDS, 200),
        BROWSER_CHANGE_PASSWORD("POST /api/auth/change-password", Effect.ENDS, 200),
        BROWSER_CREATE_KEY("POST /api/auth/api-keys", Effect.CREATES, 201),
        BROWSER_CHANGE_KEY("PATCH /api/auth/api-keys/{id}", Effect.ENDS, 200),
        BROWSER_REVOKE_KEY("POST /api/auth/api-keys/{id}/revoke", Effect.ENDS, 200),
        BROWSER_ROTATE_KEY("POST /api/auth/api-keys/{id}/rotate", Effect.ENDS, 200),
        BROWSER_CONFIRM_KEY("POST /api/auth/api-keys/{id}/confirm", Effect.CREATES, 200),
        BROWSER_FORGOT_PASSWORD("POST /api/auth/forgot-password", Effect.LATER, 200),
        BROWSER_RESET_PASSWORD("POST /api/auth/reset-password", Effect.ENDS, 200),
        BROWSER_CHANGE_EMAIL("POST /api/auth/change-email", Effect.CREATES, 202),
        BROWSER_REQUEST_VERIFICATION("POST /api/auth/verify-email/request", Effect.CREATES, 200),
        BROWSER_RENAME("PATCH /api/auth/me", Effect.CREATES, 200),
        BROWSER_ERASE("DELETE /api/auth/me", Effect.ENDS_OWN_COOKIE, 200);

        private final String template;
        private final Effect effect;
        private final int success;

        Route(String template, Effect effect, int success) {
            this.template = template;
            this.effect = effect;
            this.success = success;
        }

        private String path() {
            return template.substring(template.indexOf(' ') + 1);
        }

        private boolean isPage() {
            return PagePaths.contain(path());
        }
    }

    /** Sends the request of a route; the headers are added to those of the route. */
    private interface Call extends Function<String[], Response> {}

    @AfterEach
    void recover() {
        backend.viewsAreLate = false;
        backend.verifierIsLate = false;
        backend.verifierIsUnknown = false;
    }

    @Test
    void is_in_the_table_for_each_route_that_appends() {
        var writing = mappings.getHandlerMethods().entrySet().stream()
                .filter(it -> it.getValue().getBeanType().getName().startsWith("org.keyledger"))
                .flatMap(it -> it.getKey().getMethodsCondition().getMethods().stream()
                        .filter(method -> method != RequestMethod.GET && method != RequestMethod.OPTIONS
                                || it.getValue().hasMethodAnnotation(GetWithEffect.class))
                        .flatMap(method ->
                                it.getKey().getPatternValues().stream().map(path -> method + " " + path)))
                .filter(route -> !READS.contains(route) && !NEED_ANOTHER_PARTY.contains(route))
                .filter(route -> !route.contains("/error"))
                .collect(Collectors.toSet());

        assertThat(Arrays.stream(Route.values()).map(it -> it.template).collect(Collectors.toSet()))
                .isEqualTo(writing);
    }

    @ParameterizedTest
    @EnumSource
    void succeeds_while_the_read_models_are_late(Route route) {
        var call = prepare(route);
        backend.viewsAreLate = true;

        var answer = call.apply(new String[0]);

        assertThat(answer.status()).isEqualTo(route.success);
        if (route.effect == Effect.HIDDEN) {
            assertThat(answer.httpResponse().headers().firstValue("Ledger-Position"))
                    .isEmpty();
        } else if (route.effect != Effect.LATER) {
            assertThat(answer.header("Ledger-Position")).isEqualTo(Long.toString(backend.head()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void succeeds_immediately_or_when_repeated_while_the_verifier_is_late(Route route) {
        var call = prepare(route);
        backend.verifierIsLate = true;

        var first = call.apply(new String[0]);
        if (route.effect == Effect.ENDS_THEN_CREATES) {
            assertThat(first.status()).isEqualTo(503);
            backend.verifierIsLate = false;
            assertThat(call.apply(new String[0]).status()).isEqualTo(route.success);
            return;
        }
        if (route.effect != Effect.ENDS && route.effect != Effect.ENDS_OWN_COOKIE) {
            assertThat(first.status()).isEqualTo(route.success);
            return;
        }
        assertThat(first.status()).isEqualTo(503);
        if (!route.isPage()) {
            assertThat(first.problem()).isEqualTo("verifier-behind");
        }
        assertThat(first.header("Retry-After")).isEqualTo("1");
        assertThat(first.header("Ledger-Position")).isEqualTo(Long.toString(backend.head()));
        var recorded = backend.head();
        if (route.effect == Effect.ENDS) {
            assertThat(call.apply(new String[0]).status()).isEqualTo(503);
        }

        backend.verifierIsLate = false;
        var repeated = call.apply(new String[0]);

        assertThat(repeated.status())
                .isEqualTo(route.effect == Effect.ENDS ? route.success : route.isPage() ? 303 : 401);
        assertThat(backend.head()).isEqualTo(recorded);
    }

    @ParameterizedTest
    @EnumSource
    void is_503_and_appends_nothing_while_the_credential_is_unknown(Route route) {
        var call = prepare(route);
        var before = backend.head();
        backend.verifierIsUnknown = true;

        var answer = call.apply(new String[0]);

        if (answer.status() != route.success) {
            assertThat(answer.status()).isEqualTo(503);
            if (!route.isPage()) {
                assertThat(answer.problem()).isEqualTo("verifier-behind");
            }
            assertThat(answer.header("Retry-After")).isEqualTo("1");
            assertThat(backend.head()).isEqualTo(before);
            backend.verifierIsUnknown = false;
            assertThat(call.apply(new String[0]).status()).isEqualTo(route.success);
        }
    }

    @Test
    void is_503_for_a_refresh_before_its_command_while_the_session_is_unknown() {
        var call = prepare(Route.REFRESH);
        backend.verifierIsUnknown = true;
        var before = backend.count(RefreshSession.class);

        assertThat(call.apply(new String[0]).problem()).isEqualTo("verifier-behind");

        assertThat(backend.count(RefreshSession.class)).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(names = {"SIGN_UP", "CREATE_KEY", "ROTATE_KEY"})
    void replays_it_for_an_idempotency_key_while_the_read_models_are_late(Route route) {
        var call = prepare(route);
        var key = new String[] {"Idempotency-Key", UUID.randomUUID().toString()};
        backend.viewsAreLate = true;
        var first = call.apply(key);
        assertThat(first.status()).isEqualTo(route.success);

        var replayed = call.apply(key);

        assertThat(replayed.status()).isEqualTo(route.success);
        assertThat(secret(replayed)).isNotEmpty().isEqualTo(secret(first));
    }

    @Test
    void replays_a_rotation_without_a_key_only_if_it_was_not_answered() {
        var call = prepare(Route.ROTATE_KEY);
        backend.verifierIsLate = true;
        call.apply(new String[0]);
        backend.verifierIsLate = false;

        var replayed = call.apply(new String[0]);

        assertThat(client.get("/auth/check", "X-API-Key", secret(replayed)).status())
                .isEqualTo(200);
        var answered = prepare(Route.ROTATE_KEY);
        assertThat(answered.apply(new String[0]).status()).isEqualTo(200);
        assertThat(answered.apply(new String[0]).problem()).isEqualTo("key-ended");
    }

    @Test
    void lets_the_holder_of_an_ended_session_repeat_nothing_else() {
        var account = client.signUp();
        var other = logIn(account);
        var own = session(account.token());
        client.post("/auth/logout", account.bearer());

        assertThat(client.post("/auth/logout", account.bearer()).status()).isEqualTo(200);
        assertThat(client.send("DELETE", "/auth/sessions/" + own, null, account.bearer())
                        .status())
                .isEqualTo(200);
        assertThat(client.send("DELETE", "/auth/sessions/" + session(other), null, account.bearer())
                        .problem())
                .isEqualTo("unauthenticated");
        assertThat(client.send("DELETE", "/auth/me", null, account.bearer()).problem())
                .isEqualTo("unauthenticated");
        assertThat(client.post("/auth/sessions/revoke-others", account.bearer()).problem())
                .isEqualTo("unauthenticated");
        assertThat(client.get("/auth/me", "Authorization", "Bearer " + other).status())
                .isEqualTo(200);
        assertThat(client.post("/auth/logout", "X-API-Key", account.apiKey()).problem())
                .isEqualTo("credential-not-accepted");
        assertThat(client.post("/auth/logout", "Authorization", "Bearer made-up")
                        .problem())
                .isEqualTo("unauthenticated");
    }

    @Test
    void is_503_and_not_401_for_a_credential_that_is_newer_than_the_verifier() {
        var account = client.signUp();
        client.post("/auth/logout", account.bearer()); // a token that the verifier does not accept
        var future = Long.toString(backend.head() + 1);

        for (var token : List.of(account.token(), "made-up")) {
            assertThat(client.get("/auth/me", "Authorization", "Bearer " + token, "Ledger-Position", future)
                            .problem())
                    .isEqualTo("verifier-behind");
            assertThat(client.get(
                                    "/auth/me",
                                    "Authorization",
                                    "Bearer " + token,
                                    "Ledger-Position",
                                    Long.toString(backend.head()))
                            .problem())
                    .isEqualTo("unauthenticated");
        }
    }

    @Test
    void does_not_count_a_wrong_password_as_wrong_for_sure_while_the_read_models_are_late() {
        var account = client.signUp();
        backend.viewsAreLate = true;

        for (var email : List.of(account.email(), "nobody-here@example.com")) {
            assertThat(client.post("/auth/login", Map.of("email", email, "password", NEW))
                            .problem())
                    .isEqualTo("not-seen-yet");
        }
    }

    private Call prepare(Route route) {
        var account = client.signUp();
        return switch (route) {
            case ACCOUNT_RESEND,
                    ACCOUNT_REVOKE_KEY,
                    ACCOUNT_UNLINK,
                    ACCOUNT_REMOVE_PASSKEY,
                    ACCOUNT_END_SESSION,
                    ACCOUNT_END_OTHER_SESSIONS,
                    ACCOUNT_ENROLL_TOTP,
                    LOG_OUT_PAGE -> onPage(account, route, "a=b");
            case ACCOUNT_RENAME -> onPage(account, route, "name=Ada&language=en");
            case ACCOUNT_CHANGE_EMAIL -> onPage(account, route, "new_email=" + newEmail());
            case ACCOUNT_PASSWORD ->
                onPage(account, route, "current_password=" + GatewayClient.PASSWORD + "&password=" + NEW);
            case ACCOUNT_CREATE_KEY -> onPage(account, route, "label=a&scope%3Aread=on&form_key=" + UUID.randomUUID());
            case ACCOUNT_CHANGE_KEY -> onPage(account, route, "label=b&scope%3Aread=on");
            case ACCOUNT_ROTATE_KEY -> onPage(account, route, "overlap_hours=0&form_key=" + UUID.randomUUID());
            case ACCOUNT_RENAME_PASSKEY -> onPage(account, route, "name=Laptop");
            case ACCOUNT_ERASE -> onPage(account, route, "confirmed=on");
            case ACCOUNT_CANCEL_EMAIL -> {
                send(account, "POST", "/auth/change-email", "{\"email\":\"%s\"}".formatted(newEmail()))
                        .apply(new String[0]);
                yield onPage(account, route, "a=b");
            }
            case ACCOUNT_CONFIRM_KEY -> {
                var key = key(account);
                backend.suspend(ApiKeyId.parse(key));
                yield onPage(account, route, "a=b", "/account/keys/" + key + "/confirm");
            }
            case ACCOUNT_CONFIRM_TOTP -> confirmOnPage(account);
            case ACCOUNT_RECOVERY_CODES, ACCOUNT_DISABLE_TOTP -> {
                var call = onPage(account, route, "a=b");
                turnOnSecondFactor(account);
                yield call;
            }
            case REQUEST_MAGIC_LINK, BROWSER_REQUEST_MAGIC_LINK -> post(route.path(), Map.of("email", account.email()));
            case REQUEST_MAGIC_LINK_PAGE -> form(route.path(), "email=" + account.email());
            case CONFIRM_MAGIC_LINK, BROWSER_CONFIRM_MAGIC_LINK, MAGIC_LINK_PAGE, MAGIC_LINK_CODE_PAGE ->
                magicLink(account, route);
            case RENAME_PASSKEY -> send(account, "PATCH", "/auth/passkeys/" + passkey(), "{\"name\":\"Laptop\"}");
            case BROWSER_RENAME_PASSKEY ->
                browse(account, "PATCH", "/api/auth/passkeys/" + passkey(), "{\"name\":\"Laptop\"}");
            case REMOVE_PASSKEY -> send(account, "DELETE", "/auth/passkeys/" + passkey(), null);
            case BROWSER_REMOVE_PASSKEY -> browse(account, "DELETE", "/api/auth/passkeys/" + passkey(), null);
            case UNLINK -> send(account, "DELETE", "/auth/identities/github", null);
            case BROWSER_UNLINK -> browse(account, "DELETE", "/api/auth/identities/github", null);
            case SIGN_UP -> post("/auth/signup", Map.of("email", newEmail(), "password", GatewayClient.PASSWORD));
            case REGISTER, BROWSER_SIGN_UP ->
                post(
                        route.template.substring("POST ".length()),
                        Map.of("email", newEmail(), "name", "Ada", "password", GatewayClient.PASSWORD));
            case RESEND_VERIFICATION -> post("/api/auth/verify-email/resend", Map.of("email", account.email()));
            case LOG_IN -> post("/auth/login", Map.of("email", account.email(), "password", GatewayClient.PASSWORD));
            case COMPLETE_LOG_IN -> {
                var recoveryCode = turnOnSecondFactor(account);
                var asked = client.post(
                        "/auth/login", Map.of("email", account.email(), "password", GatewayClient.PASSWORD));
                yield post(
                        "/auth/login/2fa", Map.of("partialToken", asked.text("/partialToken"), "code", recoveryCode));
            }
            case ENROLL_TOTP -> send(account, "POST", "/auth/totp/enroll", null);
            case CONFIRM_TOTP -> send(account, "POST", "/auth/totp/confirm", code(enrolledApp(account)));
            case DISABLE_TOTP -> {
                turnOnSecondFactor(account);
                yield send(account, "POST", "/auth/totp/disable", null);
            }
            case RENEW_RECOVERY_CODES -> {
                turnOnSecondFactor(account);
                yield send(account, "POST", "/auth/recovery-codes", null);
            }
            case REFRESH ->
                post(
                        "/auth/refresh",
                        Map.of(
                                "refresh_token",
                                account.json().at("/session/refresh_token").asString()));
            case LOG_OUT -> send(account, "POST", "/auth/logout", null);
            case END_OWN_SESSION -> send(account, "DELETE", "/auth/sessions/" + session(account.token()), null);
            case END_OTHER_SESSION -> send(account, "DELETE", "/auth/sessions/" + session(logIn(account)), null);
            case END_OTHER_SESSIONS -> {
                logIn(account);
                yield send(account, "POST", "/auth/sessions/revoke-others", null);
            }
            case CHANGE_PASSWORD ->
                send(
                        account,
                        "POST",
                        "/auth/change-password",
                        "{\"current_password\":\"%s\",\"password\":\"%s\"}".formatted(GatewayClient.PASSWORD, NEW));
            case REQUEST_RESET -> post("/auth/reset-password/request", Map.of("email", account.email()));
            case CONFIRM_RESET ->
                post("/auth/reset-password/confirm", Map.of("token", resetToken(account), "password", NEW));
            case SIGN_UP_PAGE ->
                form("/signup", "name=Ada&email=" + newEmail() + "&password=" + GatewayClient.PASSWORD);
            case LOG_IN_PAGE -> {
                backend.verifyEmails(account.tenant());
                yield form("/login", "email=" + account.email() + "&password=" + GatewayClient.PASSWORD);
            }
            case COMPLETE_LOG_IN_PAGE -> completeOnPage(account);
            case RESEND_VERIFICATION_PAGE -> form("/verify", "email=" + account.email());
            case FORGOT_PASSWORD_PAGE -> form("/forgot-password", "email=" + account.email());
            case RESET_PASSWORD_PAGE -> form("/reset-password", "token=" + resetToken(account) + "&password=" + NEW);
            case CHANGE_EMAIL ->
                send(account, "POST", "/auth/change-email", "{\"email\":\"%s\"}".formatted(newEmail()));
            case CONFIRM_CHANGE, BROWSER_CONFIRM_CHANGE ->
                post(
                        route.template.substring("POST ".length()),
                        Map.of("token", changeToken(account, LinkToken.Purpose.CHANGE_EMAIL)));
            case CANCEL_CHANGE, BROWSER_CANCEL_CHANGE ->
                post(
                        route.template.substring("POST ".length()),
                        Map.of("token", changeToken(account, LinkToken.Purpose.CANCEL_EMAIL_CHANGE)));
            case UNDO_CHANGE, BROWSER_UNDO_CHANGE -> {
                post(
                                "/auth/change-email/confirm",
                                Map.of("token", changeToken(account, LinkToken.Purpose.CHANGE_EMAIL)))
                        .apply(new String[0]);
                yield post(
                        route.template.substring("POST ".length()),
                        Map.of("token", lastChangeToken(LinkToken.Purpose.UNDO_EMAIL_CHANGE)));
            }
            case BROWSER_CONFIRM_EMAIL -> post("/api/auth/verify-email/confirm", Map.of("token", verificationToken()));
            case REQUEST_VERIFICATION -> send(account, "POST", "/auth/verify-email/request", null);
            case CONFIRM_EMAIL -> post("/auth/verify-email/confirm", Map.of("token", verificationToken()));
            case FOLLOW_LINK -> {
                var link = "/api/auth/verify-email?token=" + verificationToken();
                yield headers -> client.get(link, headers);
            }
            case CONFIRM_CHANGE_PAGE ->
                form("/change-email", "token=" + changeToken(account, LinkToken.Purpose.CHANGE_EMAIL));
            case CANCEL_CHANGE_PAGE ->
                form("/change-email/cancel", "token=" + changeToken(account, LinkToken.Purpose.CANCEL_EMAIL_CHANGE));
            case UNDO_CHANGE_PAGE -> {
                form("/change-email", "token=" + changeToken(account, LinkToken.Purpose.CHANGE_EMAIL))
                        .apply(new String[0]);
                yield form("/change-email/undo", "token=" + lastChangeToken(LinkToken.Purpose.UNDO_EMAIL_CHANGE));
            }
            case NOT_ME, BROWSER_NOT_ME ->
                post(route.template.substring("POST ".length()), Map.of("token", noticeToken()));
            case NOT_ME_PAGE -> form("/not-me", "token=" + noticeToken());
            case RENAME -> send(account, "PATCH", "/auth/me", "{\"name\":\"Ada\"}");
            case ERASE -> send(account, "DELETE", "/auth/me", "{}");
            case CREATE_KEY -> send(account, "POST", "/customer/keys", "{\"label\":\"a\"}");
            case CHANGE_KEY -> send(account, "PATCH", "/customer/keys/" + key(account), "{\"scopes\":[\"read\"]}");
            case REVOKE_KEY -> send(account, "POST", "/customer/keys/" + key(account) + "/revoke", null);
            case ROTATE_KEY -> send(account, "POST", "/customer/keys/" + key(account) + "/rotate", "{}");
            case CHANGE_POLICIES -> send(account, "PATCH", "/customer/policies", "{\"min_password\":12}");
            case CONFIRM_KEY -> {
                var key = key(account);
                backend.suspend(ApiKeyId.parse(key));
                yield send(account, "POST", "/customer/keys/" + key + "/confirm", null);
            }
            case BROWSER_LOG_IN -> {
                backend.verifyEmails(account.tenant());
                yield post("/api/auth/login", Map.of("email", account.email(), "password", GatewayClient.PASSWORD));
            }
            case BROWSER_CHANGE_EMAIL ->
                browse(account, "POST", "/api/auth/change-email", "{\"email\":\"%s\"}".formatted(newEmail()));
            case BROWSER_REQUEST_VERIFICATION -> browse(account, "POST", "/api/auth/verify-email/request", null);
            case BROWSER_RENAME -> browse(account, "PATCH", "/api/auth/me", "{\"name\":\"Ada\"}");
            case BROWSER_ERASE -> browse(account, "DELETE", "/api/auth/me", "{}");
            case BROWSER_COMPLETE_LOG_IN -> {
                backend.verifyEmails(account.tenant());
                var recoveryCode = turnOnSecondFactor(account);
                var asked = client.post(
                        "/api/auth/login", Map.of("email", account.email(), "password", GatewayClient.PASSWORD));
                yield post(
                        "/api/auth/login/2fa",
                        Map.of("partialToken", asked.text("/partialToken"), "code", recoveryCode));
            }
            case BROWSER_ENROLL_TOTP -> browse(account, "POST", "/api/auth/totp/enroll", null);
            case BROWSER_CONFIRM_TOTP -> confirmInBrowser(account);
            case BROWSER_DISABLE_TOTP -> {
                var disable = browse(account, "POST", "/api/auth/totp/disable", null);
                turnOnSecondFactor(account);
                yield disable;
            }
            case BROWSER_RENEW_RECOVERY_CODES -> {
                var renew = browse(account, "POST", "/api/auth/recovery-codes", null);
                turnOnSecondFactor(account);
                yield renew;
            }
            case BROWSER_REFRESH -> browse(account, "POST", "/api/auth/refresh", null);
            case BROWSER_LOG_OUT -> browse(account, "POST", "/api/auth/logout", null);
            case BROWSER_END_SESSION ->
                browse(account, "DELETE", "/api/auth/sessions/" + session(logIn(account)), null);
            case BROWSER_END_OTHER_SESSIONS -> {
                logIn(account);
                yield browse(account, "POST", "/api/auth/sessions/revoke-others", null);
            }
            case BROWSER_CHANGE_PASSWORD ->
                browse(
                        account,
                        "POST",
                        "/api/auth/change-password",
                        "{\"current_password\":\"%s\",\"password\":\"%s\"}".formatted(GatewayClient.PASSWORD, NEW));
            case BROWSER_CREATE_KEY -> browse(account, "POST", "/api/auth/api-keys", "{\"name\":\"a\"}");
            case BROWSER_CHANGE_KEY ->
                browse(account, "PATCH", "/api/auth/api-keys/" + key(account), "{\"scopes\":[\"read\"]}");
            case BROWSER_REVOKE_KEY -> browse(account, "POST", "/api/auth/api-keys/" + key(account) + "/revoke", null);
            case BROWSER_ROTATE_KEY -> browse(account, "POST", "/api/auth/api-keys/" + key(account) + "/rotate", "{}");
            case BROWSER_CONFIRM_KEY -> {
                var key = key(account);
                backend.suspend(ApiKeyId.parse(key));
                yield browse(account, "POST", "/api/auth/api-keys/" + key + "/confirm", null);
            }
            case BROWSER_FORGOT_PASSWORD -> post("/api/auth/forgot-password", Map.of("email", account.email()));
            case BROWSER_RESET_PASSWORD ->
                post("/api/auth/reset-password", Map.of("token", resetToken(account), "password", NEW));
        };
    }

    private Call onPage(Account account, Route route, String fields) {
        var path = route.path().replace("{provider}", "github");
        if (path.contains("{key}")) {
            path = path.replace("{key}", key(account));
        }
        if (path.contains("{passkey}")) {
            path = path.replace("{passkey}", passkey().toString());
        }
        if (path.contains("{session}")) {
            path = path.replace("{session}", session(logIn(account)));
        }
        return onPage(account, route, fields, path);
    }

    /** Sends the same cookies in each call. The form is not answered with the log-in page. */
    private Call onPage(Account account, Route route, String fields, String path) {
        backend.verifyEmails(account.tenant());
        var browser = new BrowserClient(client);
        browser.logIn(account.email());
        var page = browser.get("/account/sessions/end-others");
        return headers -> {
            var answer = browser.copy().form(page, path, fields);
            if (route.effect != Effect.ENDS_OWN_COOKIE) {
                assertThat(answer.header("Location")).doesNotContain("/login?");
            }
            return answer;
        };
    }

    private Call confirmOnPage(Account account) {
        backend.verifyEmails(account.tenant());
        var browser = new BrowserClient(client);
        browser.logIn(account.email());
        var app = new TotpApp(
                browser.post("/api/auth/totp/enroll", Map.of(), browser.csrf()).text("/secret"), clock);
        var page = browser.get("/account/sessions/end-others");
        return headers -> browser.form(page, "/account/two-factor/confirm", "code=" + app.code());
    }

    private PasskeyId passkey() {
        var id = new PasskeyId(UUID.randomUUID());
        var user = backend.lastCommand(RegisterUser.class).user();
        var credential = PasskeyCredentialId.of(new byte[16]);
        backend.addPasskey(
                user,
                new PasskeyListing(
                        id,
                        credential,
                        new org.keyledger.kernel.user.DisplayName("Phone"),
                        true,
                        true,
                        clock.instant(),
                        null));
        return id;
    }

    private Call magicLink(Account account, Route route) {
        backend.verifyEmails(account.tenant());
        var browser = new BrowserClient(client);
        var page = browser.get("/magic-link");
        var before = backend.count(RequestMagicLink.class);
        browser.post("/api/auth/magic-link/request", Map.of("email", account.email()));
        Eventually.awaitTrue(
                () -> backend.count(RequestMagicLink.class) > before, () -> backend.count(RequestMagicLink.class));
        var request = backend.lastCommand(RequestMagicLink.class).request();
        var token = MagicLinkToken.create(keys.key(Purpose.LINK), MagicLinkToken.Purpose.MAGIC_LINK, request)
                .encoded();
        if (route == Route.MAGIC_LINK_PAGE) {
            return headers -> browser.copy().form(page, "/magic-link", "token=" + token);
        }
        if (route == Route.MAGIC_LINK_CODE_PAGE) {
            var elsewhere = new BrowserClient(client);
            elsewhere.form(elsewhere.get("/magic-link"), "/magic-link", "token=" + token);
            var code = MagicLinkToken.code(keys.key(Purpose.LINK), request);
            return headers -> browser.copy().form(page, "/magic-link/code", "code=" + code);
        }
        return headers -> browser.copy().post(route.path(), Map.of("token", token), headers);
    }

    private TotpApp enrolledApp(Account account) {
        return new TotpApp(client.post("/auth/totp/enroll", account.bearer()).text("/secret"), clock);
    }

    private static String code(TotpApp app) {
        return "{\"code\":\"%s\"}".formatted(app.code());
    }

    /** Returns a recovery code. */
    private String turnOnSecondFactor(Account account) {
        return client.postRaw("/auth/totp/confirm", code(enrolledApp(account)), account.bearer())
                .text("/recovery_codes/0");
    }

    private Call post(String path, Map<String, ?> body) {
        return headers -> client.post(path, body, headers);
    }

    /** Sends the same cookies in each call, as a client does that did not get the response. */
    private Call browse(Account account, String method, String path, String body) {
        backend.verifyEmails(account.tenant());
        var browser = new BrowserClient(client);
        browser.logIn(account.email());
        return headers -> {
            var all = new ArrayList<>(List.of(browser.csrf()));
            if (body != null) {
                all.addAll(List.of("Content-Type", "application/json"));
            }
            all.addAll(List.of(headers));
            return browser.copy().send(method, path, body, all.toArray(String[]::new));
        };
    }

    /** The same session must enroll and confirm. */
    private Call confirmInBrowser(Account account) {
        backend.verifyEmails(account.tenant());
        var browser = new BrowserClient(client);
        browser.logIn(account.email());
        var app = new TotpApp(
                browser.post("/api/auth/totp/enroll", Map.of(), browser.csrf()).text("/secret"), clock);
        return headers -> browser.post(
                "/api/auth/totp/confirm",
                Map.of("code", app.code()),
                Stream.concat(Stream.of(headers), Stream.of(browser.csrf())).toArray(String[]::new));
    }

    private Call completeOnPage(Account account) {
        var code = turnOnSecondFactor(account);
        backend.verifyEmails(account.tenant());
        var browser = new BrowserClient(client);
        var login = browser.get("/login");
        browser.form(login, "/login", "email=" + account.email() + "&password=" + GatewayClient.PASSWORD);
        return headers -> browser.copy().form(login, "/login/2fa", "code=" + code);
    }

    private Call form(String path, String fields) {
        return headers -> client.form(path, fields, headers);
    }

    private Call send(Account account, String method, String path, String body) {
        return headers -> {
            var all = new ArrayList<>(List.of(account.bearer()));
            if (body != null) {
                all.addAll(List.of("Content-Type", "application/json"));
            }
            all.addAll(List.of(headers));
            return client.send(method, path, body, all.toArray(String[]::new));
        };
    }

    private static String newEmail() {
        return "new" + UUID.randomUUID() + "@example.com";
    }

    private static String secret(Response answer) {
        return answer.text("/secret").isEmpty() ? answer.text("/api_key") : answer.text("/secret");
    }

    private String logIn(Account account) {
        return client.post("/auth/login", Map.of("email", account.email(), "password", GatewayClient.PASSWORD))
                .text("/token");
    }

    private String session(String token) {
        return client.get("/auth/sessions", "Authorization", "Bearer " + token)
                .json()
                .at("/sessions")
                .valueStream()
                .filter(it -> it.at("/current").booleanValue())
                .map(it -> it.at("/id").asString())
                .findFirst()
                .orElseThrow();
    }

    private String key(Account account) {
        return client.post("/customer/keys", Map.of("label", "a"), account.bearer())
                .text("/key_id");
    }

    private String verificationToken() {
        var command = backend.lastCommand(RegisterUser.class);
        return token(
                LinkToken.Purpose.VERIFY_EMAIL,
                command.user(),
                command.verification().request());
    }

    private String noticeToken() {
        var notice = MailRequestId.ofNotice(7, backend.now());
        return token(
                LinkToken.Purpose.NOT_ME,
                backend.lastCommand(RegisterUser.class).user(),
                notice);
    }

    private String changeToken(Account account, LinkToken.Purpose purpose) {
        send(account, "POST", "/auth/change-email", "{\"email\":\"%s\"}".formatted(newEmail()))
                .apply(new String[0]);
        return lastChangeToken(purpose);
    }

    private String lastChangeToken(LinkToken.Purpose purpose) {
        var command = backend.lastCommand(ChangeEmail.class);
        return token(purpose, command.user(), command.links().request());
    }

    private String resetToken(Account account) {
        var before = backend.count(RequestPasswordReset.class);
        client.post("/auth/reset-password/request", Map.of("email", account.email()));
        Eventually.awaitTrue(
                () -> backend.count(RequestPasswordReset.class) > before,
                () -> backend.count(RequestPasswordReset.class));
        var command = backend.lastCommand(RequestPasswordReset.class);
        return token(
                LinkToken.Purpose.RESET_PASSWORD, command.user(), command.link().request());
    }

    private String token(LinkToken.Purpose purpose, UserId user, MailRequestId request) {
        return LinkToken.create(keys.key(Purpose.LINK), purpose, user, request).encoded();
    }
}
