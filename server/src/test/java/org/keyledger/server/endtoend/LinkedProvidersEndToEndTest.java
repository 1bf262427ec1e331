package org.keyledger.server.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyledger.server.endtoend.ProviderBrowser.location;

import java.security.SecureRandom;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.keyledger.server.provider.Person;
import org.keyledger.server.provider.TestProvider;

/** The row "CSRF" of the table of attacks for links, and the rule that one way in is left. */
@DisplayName("Linking a provider to an account")
@Timeout(120)
class LinkedProvidersEndToEndTest {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final TestProvider provider = SharedService.provider();
    private final String email = "linked-" + UUID.randomUUID() + "@example.com";
    private final Person person =
            Person.verified(String.valueOf(RANDOM.nextInt(Integer.MAX_VALUE)), "at-provider-" + email);

    @Test
    void logs_the_user_in_from_then_on_and_no_longer_once_it_is_unlinked() {
        var browser = new ProviderBrowser(CookieClient.loggedIn(email));

        assertThat(location(browser.link("acme", provider, person))).isEqualTo("/account/providers?linked=acme");
        assertThat(browser.client().get("/account/providers?linked=acme").body())
                .contains("Acme is linked", "at-provider-" + email);
        var other = ProviderBrowser.create();
        other.logIn("acme", provider, person);
        assertThat(other.client().get("/api/auth/me").body()).contains("\"" + email);

        assertThat(browser.unlink("acme").statusCode()).isEqualTo(200);
        assertThat(browser.unlink("acme").body()).contains("no-such-identity");
        var later = ProviderBrowser.create();
        later.logIn("acme", provider, person);
        assertThat(later.client().get("/api/auth/me").body()).contains("at-provider-" + email);
    }

    @Test
    void is_refused_if_the_identity_or_the_provider_is_taken() {
        ProviderBrowser.create().logIn("acme", provider, person);
        var browser = new ProviderBrowser(CookieClient.loggedIn(email));

        assertThat(location(browser.link("acme", provider, person)))
                .isEqualTo("/account/providers?error=identity-taken");

        var another = Person.verified(person.subject() + "1", "another-" + email);
        var third = Person.verified(person.subject() + "2", "third-" + email);
        assertThat(location(browser.link("acme", provider, another))).isEqualTo("/account/providers?linked=acme");
        assertThat(location(browser.link("acme", provider, another))).isEqualTo("/account/providers?linked=acme");
        assertThat(location(browser.link("acme", provider, third)))
                .isEqualTo("/account/providers?error=provider-already-linked");
    }

    @Test
    void needs_a_session_and_a_request_of_our_own_pages() {
        assertThat(location(ProviderBrowser.create().client().get("/api/auth/oauth/acme?flow=link")))
                .isEqualTo("/login?next=%2Faccount%2Fproviders");
        var client = CookieClient.loggedIn(email);

        var ofAnotherSite = client.get("/api/auth/oauth/acme?flow=link", "Sec-Fetch-Site", "cross-site");

        assertThat(ofAnotherSite.statusCode()).isEqualTo(403);
        assertThat(client.send("DELETE", "/api/auth/identities/acme", "").statusCode())
                .isEqualTo(403);
    }

    @Test
    void ends_with_the_session_that_started_it() {
        var browser = new ProviderBrowser(CookieClient.loggedIn(email));
        var response = provider.logIn(browser.start("acme", "flow=link"), person);
        browser.client().post("/api/auth/logout");

        assertThat(location(browser.open(response))).isEqualTo("/account/providers?error=unauthenticated");
    }

    /** Here a mailed link is another way; {@code FederationTest} shows the rule without one. */
    @Test
    void can_unlink_the_last_one_while_a_mailed_link_logs_in() {
        var browser = ProviderBrowser.create();
        browser.logIn("acme", provider, person);

        assertThat(browser.unlink("acme").statusCode()).isEqualTo(200);
        assertThat(browser.client().get("/api/auth/identities").body()).isEqualTo("{\"identities\":[]}");
    }
}
