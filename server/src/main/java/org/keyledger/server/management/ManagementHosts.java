package org.keyledger.server.management;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The hosts of the management listener: {@code localhost}, IP addresses and configured names. A website that points its
 * own name to this machine (DNS rebinding) is not among them, so its scripts read nothing.
 */
record ManagementHosts(Set<String> names) {

    static ManagementHosts of(List<String> configured) {
        return new ManagementHosts(Stream.concat(Stream.of("localhost"), configured.stream())
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet()));
    }

    /** @param host of the request's URI, without port; an IPv6 address in brackets (RFC 3986, section 3.2.2) */
    boolean contains(String host) {
        if (host.startsWith("[") && host.endsWith("]")) {
            var address = host.substring(1, host.length() - 1);
            return address.indexOf(':') >= 0 && ManagementSettings.isAddress(address);
        }
        return names.contains(host.toLowerCase(Locale.ROOT))
                || (host.indexOf(':') < 0 && ManagementSettings.isAddress(host));
    }
}
