package org.keyledger.server.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyledger.server.endtoend.ProviderBrowser.location;

import java.security.SecureRandom;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keyledger.server.provider.Lie;
import org.keyledger.server.provider.Person;
import org.keyledger.server.provider.TestProvider;

/** A provider may have a session with a browser that somebody left; unlinking stands for all that needs a recent log-in. */
@DisplayName("Proving again with a provider who one is")
@Timeout(120)
class ProviderReauthenticationEndToEndTest {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String AGAIN = "flow=reauthenticate&next=/account/providers";

    private final TestProvider provider = SharedService.provider();
    private final String email = "again-" + UUID.randomUUID() + "@example.com";
    private final Person person = Person.verified(String.valueOf(RANDOM.nextInt(Integer.MAX_VALUE)), email);
    private final ProviderBrowser browser = ProviderBrowser.create();

    @AfterEach
    void be_honest() {
        provider.tell(Lie.NONE);
    }

    @Test
    void tells_the_provider_to_ask_for_a_log_in() {
        assertThat(browser.start("acme", AGAIN)).contains("prompt=login", "max_age=0");
        assertThat(browser.start("acme", "flow=login")).doesNotContain("prompt=", "max_age=");
    }

    @ParameterizedTest
    @EnumSource(
            value = Lie.class,
            names = {"OLD_AUTH_TIME", "NO_AUTH_TIME"})
    void needs_a_provider_that_confirms_a_new_log_in(Lie lie) {
        ProviderBrowser.create().logIn("acme", provider, person);
        provider.tell(lie);
        browser.logIn("acme", provider, person);
        assertThat(browser.unlink("acme").body()).contains("step-up-required");

        var refused = browser.open(provider.logIn(browser.start("acme", AGAIN), person));

        assertThat(location(refused))
                .isEqualTo("/login?reauthenticate=1&error=log-in-not-recent&next=%2Faccount%2Fproviders");
        assertThat(browser.client().get(location(refused)).body()).contains("did not confirm that you logged in");
        assertThat(browser.unlink("acme").body()).contains("step-up-required");

        provider.tell(Lie.NONE);
        assertThat(location(browser.open(provider.logIn(browser.start("acme", AGAIN), person))))
                .isEqualTo("/account/providers");
        assertThat(browser.unlink("acme").statusCode()).isEqualTo(200);
    }

    @Test
    void is_not_done_by_a_log_in_of_another_account() {
        browser.logIn("acme", provider, person);
        var other = Person.verified(person.subject() + "1", "other-" + email);
        ProviderBrowser.create().logIn("acme", provider, other);
        var unknown = Person.verified(person.subject() + "2", "unknown-" + email);

        for (var wrong : new Person[] {other, unknown}) {
            var refused = browser.open(provider.logIn(browser.start("acme", AGAIN), wrong));
            assertThat(location(refused)).startsWith("/login?reauthenticate=1&error=other-account");
        }
        assertThat(browser.client().get("/api/auth/me").body()).contains("\"" + email);
    }

    @Test
    void is_offered_with_a_linked_provider_that_can_be_made_to_ask() {
        browser.logIn("acme", provider, person);

        assertThat(browser.client().get("/login?reauthenticate=1").body())
                .contains("/api/auth/oauth/acme?flow=reauthenticate", "link by email")
                .doesNotContain("/api/auth/oauth/google", "/api/auth/oauth/github");
    }

    /** Its sign-up, a moment ago, is proof enough. */
    @Test
    void is_not_possible_with_github() {
        var gitHub = SharedService.otherProvider();
        var signedUp = ProviderBrowser.create();
        signedUp.logIn("github", gitHub, person);
        browser.logIn("github", gitHub, person);

        assertThat(browser.unlink("github").body()).contains("step-up-required");
        assertThat(browser.client().get("/login?reauthenticate=1").body())
                .contains("link by email")
                .doesNotContain("/api/auth/oauth/github");
        assertThat(browser.client().get("/api/auth/oauth/github?" + AGAIN).statusCode())
                .isEqualTo(400);
        assertThat(signedUp.unlink("github").statusCode()).isEqualTo(200);
    }
}
