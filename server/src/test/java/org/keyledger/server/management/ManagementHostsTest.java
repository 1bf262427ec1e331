package org.keyledger.server.management;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Choosing the hosts of the management listener")
class ManagementHostsTest {

    private final ManagementHosts hosts = ManagementHosts.of(List.of("metrics.internal", "key_ledger"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LocalHost",
                "127.0.0.1",
                "10.0.0.7",
                "203.0.113.9",
                "[::1]",
                "[2001:db8::7]",
                "[::ffff:127.0.0.1]",
                "metrics.internal",
                "METRICS.internal",
                "key_ledger"
            })
    void accepts_addresses_localhost_and_configured_names(String host) {
        assertThat(hosts.contains(host)).isTrue();
    }

    /** Every one of them can be resolved by a DNS server of the attacker, or is no host at all. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "evil.example",
                "localhost.evil.example",
                "evil.localhost",
                "localhost.",
                "127.0.0.1.evil.example",
                "127.0.0.1.",
                "127.0.0.1.nip.io",
                "127.1",
                "0x7f.0.0.1",
                "0177.0.0.1",
                "2130706433",
                "256.0.0.1",
                "metrics.internal.evil.example",
                "evil.metrics.internal",
                "::1",
                "[::1",
                "::1]",
                "[127.0.0.1]",
                "[evil.example]",
                "[fe80::1%eth0]",
                "[]"
            })
    void refuses_every_other_host(String host) {
        assertThat(hosts.contains(host)).isFalse();
    }
}
