package org.keyledger.gateway.clientaddress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyledger.kernel.settings.InvalidSettingException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.mock.web.MockHttpServletRequest;

@DisplayName("Finding the address of the client")
class ClientAddressFilterTest {

    private static final String PROXY = "10.0.0.1";

    @Test
    void ignores_forwarding_headers_unless_a_proxy_is_trusted() {
        var request = request("203.0.113.7");
        request.addHeader("X-Forwarded-For", "198.51.100.1");
        request.addHeader("Forwarded", "for=198.51.100.2");

        assertThat(client(settings(), request)).isEqualTo("203.0.113.7");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "198.51.100.1|198.51.100.1",
                "203.0.113.9, 198.51.100.1|198.51.100.1",
                "203.0.113.9, 198.51.100.1, 10.0.0.9|198.51.100.1",
                "10.0.0.8, 10.0.0.9|10.0.0.8",
                "198.51.100.1:4711|198.51.100.1",
                "[2001:db8::7]:4711|2001:db8:0:0:0:0:0:7",
                "2001:db8::7|2001:db8:0:0:0:0:0:7",
                "203.0.113.9, unknown|10.0.0.1",
                "203.0.113.9, , 10.0.0.9|10.0.0.9",
                "example.com|10.0.0.1",
                "\", 198.51.100.1|198.51.100.1",
                "203.0.113.9, \"198.51.100.1|10.0.0.1",
                "\"203.0.113.9, 198.51.100.1, 10.0.0.9|198.51.100.1"
            })
    void follows_proxies_to_the_last_hop_that_is_no_proxy(String header, String client) {
        var request = request(PROXY);
        request.addHeader("X-Forwarded-For", header);

        assertThat(client(settings("10.0.0.0/8"), request)).isEqualTo(client);
    }

    @Test
    void reads_all_lines_as_one() {
        var request = request(PROXY);
        request.addHeader("X-Forwarded-For", "203.0.113.9");
        request.addHeader("X-Forwarded-For", "198.51.100.1, 10.0.0.9");

        assertThat(client(settings("10.0.0.0/8"), request)).isEqualTo("198.51.100.1");
    }

    @Test
    void reads_only_the_configured_header() {
        var request = request(PROXY);
        request.addHeader("X-Forwarded-For", "198.51.100.1");
        request.addHeader("Forwarded", "for=203.0.113.9");

        assertThat(client(settings("10.0.0.0/8"), request)).isEqualTo("198.51.100.1");
        assertThat(client(new ProxySettings(List.of("10.0.0.0/8"), "Forwarded"), request))
                .isEqualTo("203.0.113.9");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "for=198.51.100.1|198.51.100.1",
                "For=\"[2001:db8::7]:4711\";proto=https|2001:db8:0:0:0:0:0:7",
                "for=203.0.113.9, proto=http;by=10.0.0.1;for=198.51.100.1|198.51.100.1",
                "for=\"198.51.100.1, 203.0.113.9\"|10.0.0.1",
                "for=198.51.100.1, for=_hidden|10.0.0.1",
                "for=198.51.100.1;for=198.51.100.2|10.0.0.1",
                "for=198.51.100.1;|198.51.100.1",
                "for=198.51.100.1:4711|10.0.0.1",
                "for=\"198.51.100.1:4711\"|198.51.100.1",
                "for=\"2001:db8::7\"|10.0.0.1",
                "for=\"198.51.100.\\1\"|198.51.100.1",
                "host=\"a, for=203.0.113.9\";for=198.51.100.1|198.51.100.1",
                "host=\"a\\\", for=203.0.113.9;x=\\\"\";for=198.51.100.1|198.51.100.1",
                "for=203.0.113.9;x=\", for=198.51.100.1|198.51.100.1",
                "for=203.0.113.9;x=\", for=\"[2001:db8::7]:4711\"|2001:db8:0:0:0:0:0:7",
                "for=203.0.113.9;x=\"\\, for=198.51.100.1|198.51.100.1",
                "for=203.0.113.9;x=\", for=10.0.0.9|10.0.0.9",
                "for=203.0.113.9, for=\"10.0.0.9|10.0.0.1",
                "for=203.0.113.9, for=\"[::ffff:198.51.100.1]\"|198.51.100.1",
                "proto=https|10.0.0.1"
            })
    void reads_the_standard_header_if_it_is_configured(String header, String client) {
        var request = request(PROXY);
        request.addHeader("Forwarded", header);

        assertThat(client(new ProxySettings(List.of("10.0.0.0/8"), "Forwarded"), request))
                .isEqualTo(client);
    }

    /** A proxy that appends keeps what the client sent, on the same line or on an earlier one. */
    @ParameterizedTest
    @ValueSource(strings = {"X-Forwarded-For", "Forwarded"})
    void does_not_depend_on_what_the_client_sent(String header) {
        var random = new Random(20260321);
        var settings = new ProxySettings(List.of("10.0.0.0/8"), header);
        var appended = header.equals("Forwarded")
                ? List.of("for=198.51.100.1", "For=\"198.51.100.1\";host=\"a,\\\"b=\";proto=https")
                : List.of("198.51.100.1", "198.51.100.1:4711");
        for (var i = 0; i < 20_000; i++) {
            var sent = randomText(random);
            var ownLine = random.nextBoolean();
            var request = request(PROXY);
            request.addHeader(header, ownLine ? sent : sent + ", " + appended.get(i % 2));
            if (ownLine) {
                request.addHeader(header, appended.get(i % 2));
            }

            assertThat(client(settings, request)).as(sent).isEqualTo("198.51.100.1");
        }
    }

    private static String randomText(Random random) {
        var parts = List.of("for=", "10.0.0.7", "\"", "\\", ",", ";", "=", " ", "[", "]", "::1", "x", "host=\"");
        var text = new StringBuilder();
        for (var length = random.nextInt(12); length > 0; length--) {
            text.append(parts.get(random.nextInt(parts.size())));
        }
        return text.toString();
    }

    @Test
    void trusts_no_proxy_by_default() {
        var settings = new Binder(new MapConfigurationPropertySource(Map.of()))
                .bindOrCreate("keyledger.proxies", ProxySettings.class);

        assertThat(settings).isEqualTo(new ProxySettings(List.of(), "X-Forwarded-For"));
    }

    @Test
    void refuses_an_invalid_network_or_header() {
        assertThatThrownBy(() -> settings("127.0.0.1", "my-proxy"))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("keyledger.proxies.trusted must be empty, or IP addresses and networks such as"
                        + " 10.0.0.0/8,fd00::/8, was \"127.0.0.1,my-proxy\"");
        assertThatThrownBy(() -> new ProxySettings(List.of(), "X-Real-IP"))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("keyledger.proxies.header must be X-Forwarded-For or Forwarded, was \"X-Real-IP\"");
    }

    private static ProxySettings settings(String... trusted) {
        return new ProxySettings(List.of(trusted), "X-Forwarded-For");
    }

    private static String client(ProxySettings settings, MockHttpServletRequest request) {
        return new ClientAddressFilter(settings).find(request).toString();
    }

    private static MockHttpServletRequest request(String from) {
        var request = new MockHttpServletRequest();
        request.setRemoteAddr(from);
        return request;
    }
}
