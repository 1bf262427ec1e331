package org.keyledger.gateway.loginpage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyledger.gateway.GatewayClient;
import org.keyledger.gateway.GatewayTest;
import org.springframework.beans.factory.annotation.Autowired;

/** The pages at the level of HTTP; the end-to-end tests use them in a browser. */
@DisplayName("Showing the log-in and password pages")
@GatewayTest
class LoginPagesTest {

    private static final Pattern PASSKEY_SCRIPT = Pattern.compile(
            "<script type=\"module\" src=\"/assets/[0-9a-f]{16}/passkey\\.js\" nonce=\"([\\w-]{22})\"></script>");

    @Autowired
    GatewayClient client;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/login",
                "/login?verified=true",
                "/login?error=invalid-credentials&next=%2Faccount",
                "/signup",
                "/verify",
                "/verify?failed=1",
                "/login?verified=%3Cscript%3E",
                "/forgot-password",
                "/reset-password",
                "/reset-password?token=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
                "/reset-password/done",
                "/change-email",
                "/change-email/cancel?token=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
                "/change-email/undo?token=%22%3E%3Cscript%3Ealert(1)%3C/script%3E"
            })
    void allows_a_browser_no_external_resources_and_no_scripts_but_that_of_passkeys(String path) {
        var page = client.get(path);

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).startsWith("text/html");
        var policy = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'self';"
                + " style-src 'self'; img-src 'self'";
        var body = page.httpResponse().body();
        if (path.startsWith("/login")) {
            var script = PASSKEY_SCRIPT.matcher(body);
            assertThat(script.find()).isTrue();
            assertThat(page.header("Content-Security-Policy"))
                    .isEqualTo(policy + "; script-src 'nonce-" + script.group(1) + "'; connect-src 'self'");
            body = script.replaceAll("");
        } else {
            assertThat(page.header("Content-Security-Policy")).isEqualTo(policy);
        }
        assertThat(page.header("Cache-Control")).isEqualTo("no-store");
        assertThat(body).startsWith("<!doctype html>").doesNotContain("<script", "style=\"");
    }

    @Test
    void shows_a_labelled_form_for_a_forgotten_password() {
        var page = client.get("/forgot-password");

        assertThat(page.header("Content-Security-Policy")).contains("form-action 'self'");
        assertThat(page.httpResponse().body())
                .contains("<label for=\"email\">", "autocomplete=\"username\"", "method=\"post\"");
    }

    @Test
    void shows_the_same_for_every_address_and_an_error_for_an_invalid_one() {
        var account = client.signUp();

        var known = send("/forgot-password", "email=" + account.email().replace("@", "%40"));
        var unknown = send("/forgot-password", "email=nobody-at-all%40example.com");
        var none = send("/forgot-password", "email=%3Cb%3Enobody");

        assertThat(known.status()).isEqualTo(200);
        assertThat(known.httpResponse().body().replace(account.email(), "nobody-at-all@example.com"))
                .isEqualTo(unknown.httpResponse().body());
        assertThat(known.header("Ledger-Position")).isEmpty();
        assertThat(none.status()).isEqualTo(400);
        assertThat(none.httpResponse().body())
                .contains("aria-invalid=\"true\"", "role=\"alert\"", "value=\"&lt;b>nobody\"");
    }

    @Test
    void reports_an_invalid_link() {
        assertThat(client.get("/reset-password?token=made-up").httpResponse().body())
                .contains("This link is not valid", "href=\"/forgot-password\"");
        var sent = send("/reset-password", "token=made-up&password=another-secure-password");
        assertThat(sent.status()).isEqualTo(400);
        assertThat(sent.httpResponse().body()).contains("This link is not valid");
    }

    @ParameterizedTest
    @CsvSource({"Sec-Fetch-Site,cross-site", "Sec-Fetch-Site,same-site", "Origin,https://evil.example", "Origin,null"})
    void refuses_a_form_of_another_site(String header, String value) {
        var answer = send("/forgot-password", "email=you%40example.com", header, value);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.httpResponse().body()).contains("This request came from another site");
    }

    @ParameterizedTest
    @ValueSource(strings = {"email=a&email=b", "email=%zz", "email=%E0%A4%A"})
    void refuses_a_body_that_is_no_form(String body) {
        assertThat(send("/forgot-password", body).status()).isEqualTo(400);
        assertThat(client.postRaw("/forgot-password", "{\"email\":\"you@example.com\"}")
                        .status())
                .isEqualTo(400);
    }

    private GatewayClient.Response send(String path, String body, String... headers) {
        return client.form(path, body, headers);
    }
}
