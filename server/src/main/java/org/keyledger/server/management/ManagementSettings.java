package org.keyledger.server.management;

import java.util.List;
import java.util.regex.Pattern;
import org.keyledger.kernel.network.ClientAddress;
import org.keyledger.kernel.settings.Bound;
import org.keyledger.kernel.settings.Setting;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the management listener.
 *
 * @param hosts names that a request may have in {@code Host}, beside {@code localhost} and IP addresses
 */
@ConfigurationProperties("keyledger.management")
public record ManagementSettings(
        @DefaultValue("8081") int port,
        @DefaultValue("127.0.0.1") String address,
        @DefaultValue List<String> hosts) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9._-]{0,251}[A-Za-z0-9_])?");

    public static final Setting<Integer> PORT = Setting.of(
            "keyledger.management.port",
            Bound.between(0, 65_535),
            "Port of the management listener, which serves `/health`, `/metrics` and `/mailbox`. 0: any free port; the"
                    + " start screen shows it.");

    static final Setting<String> ADDRESS = Setting.of(
            "keyledger.management.address",
            Bound.of("an IP address", address -> isAddress(address)),
            "IP address at which the management listener accepts connections. `127.0.0.1`: from this machine only."
                    + " `0.0.0.0` or `::`: from everywhere; restrict the port in the network then, because the mailbox"
                    + " shows all mails.");

    static final Setting<List<String>> HOSTS = Setting.of(
            "keyledger.management.hosts",
            Bound.of("host names without port, separated by commas", ManagementSettings::areNames),
            "Names in the `Host` header of requests to the management listener, beside `localhost` and IP addresses. A"
                    + " request with any other name gets 421, because a website can point its own name to this machine"
                    + " (DNS rebinding).");

    public ManagementSettings {
        hosts = hosts.stream().map(String::strip).filter(it -> !it.isEmpty()).toList();
        PORT.require(port);
        ADDRESS.require(address);
        HOSTS.require(hosts);
    }

    static boolean isAddress(String text) {
        return text.indexOf('%') < 0 && ClientAddress.parse(text).isPresent();
    }

    private static boolean areNames(List<String> hosts) {
        return hosts.stream().allMatch(host -> NAME.matcher(host).matches());
    }
}
