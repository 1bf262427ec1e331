package org.keyledger.kernel.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Client addresses and CIDR ranges")
class CidrRangeTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.7",
        "0.0.0.0, 0.0.0.0",
        "255.255.255.255, 255.255.255.255",
        "::ffff:192.0.2.7, 192.0.2.7",
        "::1, 0:0:0:0:0:0:0:1",
        "2001:DB8::7, 2001:db8:0:0:0:0:0:7",
        "fe80::1%eth0, fe80:0:0:0:0:0:0:1"
    })
    void reads_an_address(String text, String formatted) {
        assertThat(ClientAddress.parse(text)).map(ClientAddress::toString).hasValue(formatted);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "localhost",
                "example.com",
                "192.0.2",
                "192.0.2.7.",
                "192.0.2.256",
                "010.0.0.1",
                "1.2.3.4.5",
                "::g",
                ":::",
                "1:2",
                "192.0.2.7:80",
                "[::1]",
                "0x7f000001",
                "2130706433"
            })
    void rejects_host_names_and_malformed_addresses(String text) {
        assertThat(ClientAddress.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.7",
        "2001:db8:1:2:3:4:5:6, 2001:db8:1:2:0:0:0:0/64",
        "2001:db8:1:2::, 2001:db8:1:2:0:0:0:0/64",
        "::ffff:192.0.2.7, 192.0.2.7"
    })
    void counts_an_ipv6_64_as_one_client(String text, String block) {
        assertThat(ClientAddress.parse(text)).map(ClientAddress::rateLimitKey).hasValue(block);
    }

    /** A backtracking pattern would take minutes. */
    @Test
    void rejects_a_long_text_at_once() {
        var text = ":".repeat(10 * 1024 * 1024) + "x";

        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            assertThat(ClientAddress.parse(text)).isEmpty();
            assertThatThrownBy(() -> CidrRange.parse(text)).isInstanceOf(IllegalArgumentException.class);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.0.1, true",
        "10.0.0.0/8, 11.0.0.1, false",
        "192.0.2.7, 192.0.2.7, true",
        "192.0.2.7, 192.0.2.6, false",
        "192.0.2.128/25, 192.0.2.127, false",
        "0.0.0.0/0, 203.0.113.9, true",
        "0.0.0.0/0, ::1, false",
        "::/0, 127.0.0.1, false",
        "2001:db8::/32, 2001:db8:ffff::1, true",
        "2001:db8::/32, 2001:db9::1, false",
        "127.0.0.0/8, ::ffff:127.0.0.1, true",
        "::ffff:10.0.0.0/104, 10.255.0.1, true",
        "::ffff:10.0.0.0/104, 11.0.0.1, false",
        "::ffff:10.0.0.7/128, 10.0.0.7, true",
        "::ffff:0:0/96, 203.0.113.9, true",
        "::ffff:10.0.0.7, 10.0.0.8, false",
        "::ffff:a00:0/104, 10.1.2.3, true"
    })
    void contains_the_addresses_in_the_range(String network, String address, boolean contained) {
        assertThat(CidrRange.parse(network)
                        .contains(ClientAddress.parse(address).orElseThrow()))
                .isEqualTo(contained);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10.0.0.0/33",
                "10.0.0.1/8",
                "::/129",
                "10.0.0.0/-1",
                "10.0.0.0/",
                "all",
                "10/8",
                "::ffff:10.0.0.0/8",
                "::ffff:10.0.0.0/95",
                "::ffff:10.0.0.0/129",
                "::ffff:10.0.0.1/104",
                "10.0.0.7%eth0",
                "fe80::1%eth0",
                "fe80::%1/64",
                "10.0.0.7/032",
                "10.0.0.0/08",
                "::/00",
                "10.0.0.0/8/8"
            })
    void rejects_text_that_is_not_a_range(String text) {
        assertThatThrownBy(() -> CidrRange.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be an IP address or a CIDR range");
    }
}
