package org.keyledger.gateway.clientaddress;

import java.util.List;
import java.util.Locale;
import org.keyledger.kernel.network.CidrRange;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who stands before this service.
 *
 * @param trusted whose word on where a request comes from is taken; nobody's unless said
 * @param header the one field that they write; the other is never read, for a client may write it itself
 */
@ConfigurationProperties("keyledger.proxies")
record ProxySettings(
        @DefaultValue List<String> trusted,
        @DefaultValue("X-Forwarded-For") String header) {

    static final String FORWARDED = "forwarded";
    private static final String X_FORWARDED_FOR = "x-forwarded-for";

    public ProxySettings {
        trusted =
                trusted.stream().map(String::strip).filter(it -> !it.isEmpty()).toList();
        trusted.forEach(CidrRange::parse);
        header = header.strip().toLowerCase(Locale.ROOT);
        if (!header.equals(FORWARDED) && !header.equals(X_FORWARDED_FOR)) {
            throw new IllegalArgumentException("KEYLEDGER_PROXY_HEADER is X-Forwarded-For or Forwarded");
        }
    }

    List<CidrRange> networks() {
        return trusted.stream().map(CidrRange::parse).toList();
    }
}
