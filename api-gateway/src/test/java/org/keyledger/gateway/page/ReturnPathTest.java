package org.keyledger.gateway.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Redirecting to the path that a request names")
class ReturnPathTest {

    private static final AppSettings SETTINGS = new AppSettings("/account");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "account",
                "//evil.example",
                "///evil.example",
                "/\\evil.example",
                "\\\\evil.example",
                "/\t/evil.example",
                "/\n/evil.example",
                "/\r\nSet-Cookie:a=b",
                " /account",
                "https:evil.example",
                "https://evil.example",
                "https://id.example.com@evil.example",
                "https://id.example.com.evil.example",
                "javascript:alert(1)",
                "data:text/html,x",
                "/%2Fevil.example",
                "/%2fevil.example",
                "/%5Cevil.example",
                "/%5cevil.example",
                "/%09/evil.example",
                "/%0d%0aLocation:%20//evil.example",
                "/.//evil.example",
                "/..//evil.example",
                "/account/..//evil.example",
                "/account//evil.example",
                "/account\u0000",
                "/account\u2028",
                "/acc\u00f6unt",
                "/account#fragment",
                "/account%",
                "/account%2",
                "/account?next=<script>"
            })
    void ignores_what_a_browser_may_take_for_another_origin(String text) {
        assertThat(ReturnPath.parse(text)).isEqualTo(ReturnPath.DEFAULT);
        assertThat(ReturnPath.parse(text).location(SETTINGS)).isEqualTo("/account");
    }

    @Test
    void ignores_a_path_that_is_too_long() {
        assertThat(ReturnPath.parse("/" + "a".repeat(1_000))).isEqualTo(ReturnPath.DEFAULT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/account",
                "/account/keys?status=active&cursor=a-b_c%3D",
                "/account/keys/0198f3c2-a1b2-4c3d-8e4f-5a6b7c8d9e0f",
                "/docs?q=a+b"
            })
    void keeps_a_path_of_this_service(String text) {
        var path = ReturnPath.parse(text);

        assertThat(path.location(SETTINGS)).isEqualTo(text);
        assertThat(path.next()).isEqualTo(text);
    }

    @Test
    void is_handed_on_as_a_parameter() {
        assertThat(ReturnPath.parse("/account/keys?a=b&c=d").appendTo("/login"))
                .isEqualTo("/login?next=%2Faccount%2Fkeys%3Fa%3Db%26c%3Dd");
        assertThat(ReturnPath.parse("/account").appendTo("/login?reauthenticate=1"))
                .isEqualTo("/login?reauthenticate=1&next=%2Faccount");
        assertThat(ReturnPath.DEFAULT.appendTo("/login")).isEqualTo("/login");
    }

    @Test
    void defaults_to_the_address_of_the_application() {
        var settings = new AppSettings("https://app.example.com/start");

        assertThat(ReturnPath.DEFAULT.location(settings)).isEqualTo("https://app.example.com/start");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "account", "//evil.example", "javascript:alert(1)", "https:evil", "https://a@evil.example"})
    void refuses_an_address_of_the_application_that_is_none(String text) {
        assertThatThrownBy(() -> new AppSettings(text)).hasMessageStartingWith("keyledger.app-url must be");
    }
}
