package org.keyledger.gateway.clientaddress;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.keyledger.kernel.network.CidrRange;
import org.keyledger.kernel.settings.Bound;
import org.keyledger.kernel.settings.Setting;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** The proxies in front of this service whose forwarding header is trusted. */
@ConfigurationProperties("keyledger.proxies")
record ProxySettings(
        @DefaultValue List<String> trusted,
        @DefaultValue("X-Forwarded-For") String header) {

    static final String FORWARDED = "forwarded";
    private static final String X_FORWARDED_FOR = "x-forwarded-for";

    static final Setting<List<String>> TRUSTED = Setting.of(
            "keyledger.proxies.trusted",
            Bound.parsedBy(
                    trusted -> trusted.forEach(CidrRange::parse),
                    "empty, or IP addresses and networks such as 10.0.0.0/8,fd00::/8"),
            "Proxies whose forwarding header is trusted for the client's address. Every other sender is taken as the"
                    + " client itself.");

    static final Setting<String> HEADER = Setting.of(
            "keyledger.proxies.header",
            Bound.of(
                    "X-Forwarded-For or Forwarded",
                    header -> Set.of(X_FORWARDED_FOR, FORWARDED)
                            .contains(header.strip().toLowerCase(Locale.ROOT))),
            "The forwarding header that the proxies write. The other one is ignored, because a client can send it.");

    public ProxySettings {
        trusted =
                trusted.stream().map(String::strip).filter(it -> !it.isEmpty()).toList();
        TRUSTED.require(trusted);
        HEADER.require(header);
        header = header.strip().toLowerCase(Locale.ROOT);
    }

    List<CidrRange> networks() {
        return trusted.stream().map(CidrRange::parse).toList();
    }
}
