package org.keyledger.server.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyledger.server.endtoend.ProviderBrowser.location;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyledger.server.provider.Lie;
import org.keyledger.server.provider.Person;
import org.keyledger.server.provider.TestProvider;

/** The rows "OAuth", "open redirect", "fixation" and "account pre-hijacking" of the table of attacks. */
@DisplayName("Logging in with a provider")
@Timeout(120)
class ProviderLogInEndToEndTest {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final TestProvider provider = SharedService.provider();
    private final ServiceClient client = SharedService.client();
    private final ProviderBrowser browser = ProviderBrowser.create();
    private final String subject = String.valueOf(RANDOM.nextInt(Integer.MAX_VALUE));
    private final String email = "provider-" + UUID.randomUUID() + "@example.com";
    private final Person person = Person.verified(subject, email);

    @AfterEach
    void be_honest() {
        provider.tell(Lie.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"acme", "google", "github"})
    void creates_an_account_without_a_password_and_finds_it_again(String name) {
        var its = name.equals("acme") ? provider : SharedService.otherProvider();

        var first = browser.logIn(name, its, person);

        assertThat(first.statusCode()).isEqualTo(302);
        assertThat(location(first)).isEqualTo("/account");
        var me = browser.client().get("/api/auth/me").body();
        assertThat(me).contains(email, "Ada of the provider", "\"email_verified_at\":\"2");
        assertThat(client.logIn(email).status()).isEqualTo(401);
        assertThat(browser.client().get("/api/auth/identities").body()).contains("\"provider\":\"" + name + "\"");

        var again = ProviderBrowser.create();
        again.logIn(name, its, person);
        assertThat(again.client().get("/api/auth/me").body()).isEqualTo(me);
    }

    @Test
    void accepts_the_form_that_the_page_of_apple_posts() {
        var start = browser.client().get("/api/auth/oauth/apple?flow=login");
        var cookie = start.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie).contains("SameSite=None", "Secure", "HttpOnly");
        assertThat(location(start)).contains("response_mode=form_post");
        var form = provider.logInByForm(location(start), person)
                + "&user=%7B%22name%22%3A%7B%22firstName%22%3A%22Ada%22%2C%22lastName%22%3A%22King%22%7D%7D";

        var response = browser.client()
                .post(
                        "/api/auth/oauth/apple/callback",
                        form,
                        "Content-Type",
                        "application/x-www-form-urlencoded",
                        "Origin",
                        "https://appleid.apple.com",
                        "Sec-Fetch-Site",
                        "cross-site",
                        "Cookie",
                        cookie.substring(0, cookie.indexOf(';')));

        assertThat(location(response)).isEqualTo("/account");
        assertThat(browser.isSignedIn()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = Lie.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"NONE", "HUGE_TOKEN_RESPONSE", "OLD_AUTH_TIME", "NO_AUTH_TIME"})
    void refuses_what_a_provider_must_not_say(Lie lie) {
        provider.tell(lie);

        var response = browser.logIn("acme", provider, person);

        assertThat(location(response)).isEqualTo("/login?error=invalid-provider-response");
        assertThat(browser.isSignedIn()).isFalse();
    }

    @Test
    void does_not_read_more_than_it_can_keep() {
        provider.tell(Lie.HUGE_TOKEN_RESPONSE);

        assertThat(location(browser.logIn("acme", provider, person))).isEqualTo("/login?error=provider-unavailable");
    }

    @Test
    void refuses_a_response_that_this_browser_did_not_ask_for_before_it_calls_the_provider() {
        var victim = ProviderBrowser.create();
        victim.start("acme", "flow=login");
        var response = provider.logIn(browser.start("acme", "flow=login"), person);
        var forGoogle = provider.logIn(browser.start("google", "flow=login"), person);
        var calls = provider.calls() + SharedService.otherProvider().calls();

        var ofAnotherBrowser = victim.open(response);
        var withoutState = browser.open(response.replaceAll("&state=[^&]*", ""));
        var withAnotherState = browser.open(response.replaceAll("state=[^&]*", "state=made-up"));
        var ofAnotherProvider = browser.open(response.replace("/acme/", "/google/"));
        var mixedUp = browser.open(forGoogle.replace("/google/", "/acme/"));
        var unasked = ProviderBrowser.create().open(response);

        assertThat(List.of(ofAnotherBrowser, withoutState, withAnotherState, ofAnotherProvider, mixedUp, unasked))
                .extracting(ProviderBrowser::location)
                .containsOnly("/login?error=invalid-state");
        assertThat(provider.calls() + SharedService.otherProvider().calls()).isEqualTo(calls);
        assertThat(location(browser.open(response))).isEqualTo("/account");
    }

    @Test
    void accepts_a_response_once() {
        var response = provider.logIn(browser.start("acme", "flow=login"), person);
        var thief = new ProviderBrowser(browser.client().copy());
        browser.open(response);

        assertThat(location(thief.open(response))).isEqualTo("/login?error=invalid-state");
        assertThat(thief.isSignedIn()).isFalse();
    }

    @Test
    void says_when_the_person_cancelled() {
        var state =
                browser.start("acme", "flow=login&next=/account/sessions").replaceAll(".*[?&]state=([^&]*).*", "$1");

        var response = browser.client().get("/api/auth/oauth/acme/callback?error=access_denied&state=" + state);

        assertThat(location(response)).isEqualTo("/login?error=access-denied&next=%2Faccount%2Fsessions");
        assertThat(browser.client().get("/login?error=access-denied").body()).contains("You cancelled");
    }

    @Test
    void links_an_unverified_address_to_nothing() {
        signUpWithProof();
        var unverified = Person.unverified(subject, email);

        assertThat(location(browser.logIn("acme", provider, unverified)))
                .isEqualTo("/login?error=address-not-verified");
        assertThat(location(browser.logIn("acme", provider, Person.unverified(subject, "new-" + email))))
                .isEqualTo("/login?error=address-not-verified");
        assertThat(browser.isSignedIn()).isFalse();
    }

    /** The session that the account has had since its sign-up opened the link. */
    private ServiceClient signUpWithProof() {
        var owner = client.bearer(client.signUp(email).expect(201).string("/token"));
        owner.post("/auth/verify-email/confirm", "{\"token\":\"%s\"}".formatted(client.awaitVerificationToken(email)))
                .expect(200);
        return owner;
    }

    @Test
    void links_a_verified_address_whose_owner_proved_it_here() {
        var owner = signUpWithProof();

        assertThat(location(browser.logIn("acme", provider, person))).isEqualTo("/account");

        assertThat(browser.client().get("/api/auth/me").body())
                .contains(owner.get("/auth/me").expect(200).string("/id"));
        client.logIn(email).expect(200);
    }

    @Test
    void asks_the_owner_to_log_in_and_confirm_where_somebody_else_may_have_signed_up() {
        client.signUp(email).expect(201);
        client.post("/auth/verify-email/confirm", "{\"token\":\"%s\"}".formatted(client.awaitVerificationToken(email)))
                .expect(200); // perhaps by a program that scans mails

        var response = browser.logIn("acme", provider, person);

        assertThat(location(response))
                .isEqualTo("/login?error=confirmation-required&next=%2Faccount%2Fproviders%2Fconfirm");
        assertThat(browser.isSignedIn()).isFalse();
        browser.client().logIn(email);
        assertThat(browser.client().get("/api/auth/identities").body()).isEqualTo("{\"identities\":[]}");
        var page = browser.client().get("/account/providers/confirm");
        assertThat(page.body()).contains("Link Acme?", email);

        var confirmed = browser.client()
                .post(
                        "/account/providers/confirm",
                        "csrf_token=" + browser.client().cookie("csrf_token"),
                        "Content-Type",
                        "application/x-www-form-urlencoded",
                        "Origin",
                        client.base());

        assertThat(location(confirmed)).isEqualTo("/account/providers?linked=acme");
        assertThat(location(ProviderBrowser.create().logIn("acme", provider, person)))
                .isEqualTo("/account");
    }

    @Test
    void unlinks_what_a_stranger_linked_when_the_owner_of_the_address_resets_the_password() {
        client.signUp(email).expect(201);
        client.post("/auth/verify-email/confirm", "{\"token\":\"%s\"}".formatted(client.awaitVerificationToken(email)))
                .expect(200);
        browser.client().logIn(email);
        var stranger = Person.verified(subject, "stranger-" + email);
        assertThat(location(browser.link("acme", provider, stranger))).isEqualTo("/account/providers?linked=acme");

        client.post("/auth/reset-password/request", "{\"email\":\"" + email + "\"}")
                .expect(200);
        client.post(
                        "/auth/reset-password/confirm",
                        "{\"token\":\"%s\",\"password\":\"a password of the owner\"}"
                                .formatted(client.awaitResetToken(email)))
                .expect(200);

        var thief = ProviderBrowser.create();
        thief.logIn("acme", provider, stranger);
        assertThat(thief.client().get("/api/auth/me").body()).contains("stranger-" + email);
    }

    @Test
    void takes_the_same_subject_at_another_issuer_for_another_person() {
        browser.logIn("acme", provider, person);
        var other = ProviderBrowser.create();

        other.logIn("google", SharedService.otherProvider(), Person.verified(subject, "other-" + email));

        assertThat(other.client().get("/api/auth/me").body()).contains("other-" + email);
    }

    @Test
    void asks_for_the_second_factor() {
        var owner = signUpWithProof();
        var app =
                new AuthenticatorApp(owner.post("/auth/totp/enroll").expect(200).string("/secret"));
        owner.post("/auth/totp/confirm", "{\"code\":\"%s\"}".formatted(app.firstCode()))
                .expect(200);

        var response = browser.logIn("acme", provider, person);

        assertThat(location(response)).isEqualTo("/login/2fa");
        assertThat(browser.client().cookie("session")).isEmpty();
        assertThat(browser.isSignedIn()).isFalse();
        assertThat(browser.client().get("/login/2fa").statusCode()).isEqualTo(200);
    }

    @Test
    void starts_a_new_session_in_place_of_the_one_that_the_browser_had() {
        browser.logIn("acme", provider, person);
        var before = new ProviderBrowser(browser.client().copy());
        var other = Person.verified(subject + "7", "next-" + email);

        browser.logIn("acme", provider, other);

        assertThat(browser.client().get("/api/auth/me").body()).contains("next-" + email);
        assertThat(before.isSignedIn()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"//evil.example", "/%5Cevil.example", "https:evil.example", "https://user@evil.example", "/a%0Ab"
            })
    void redirects_to_its_own_pages_only(String next) {
        var start = browser.start("acme", "flow=login&next=" + next);

        assertThat(location(browser.open(provider.logIn(start, person)))).isEqualTo("/account");
    }

    @Test
    void knows_configured_providers_only() {
        for (var path : new String[] {"/api/auth/oauth/unknown", "/api/auth/oauth/unknown/callback?state=x&code=y"}) {
            assertThat(client.get(path).expect(404).string("/type")).endsWith("/problems/unknown-provider");
        }
        assertThat(client.get("/api/auth/oauth/acme?flow=other").status()).isEqualTo(400);
    }

    @Test
    void sends_the_exact_redirect_uri_and_a_challenge_of_pkce() {
        var start = browser.start("acme", "flow=login");

        assertThat(start)
                .startsWith(provider.issuer() + "/authorize?")
                .contains("code_challenge_method=S256", "nonce=", "response_type=code", "scope=openid+email+profile")
                .contains("redirect_uri="
                        + URLEncoder.encode(client.base() + "/api/auth/oauth/acme/callback", StandardCharsets.UTF_8));
    }
}
