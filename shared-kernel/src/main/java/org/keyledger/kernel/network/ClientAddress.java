package org.keyledger.kernel.network;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An IPv4 or IPv6 address, never a host name, so that no DNS lookup happens. An IPv4-mapped IPv6 address is treated as
 * IPv4.
 */
public final class ClientAddress {

    private static final Pattern IPV4 = Pattern.compile("((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.|$)){4}(?<!\\.)");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
    private static final int IPV6_PREFIX_BYTES = 8;

    /** Longer than any address with a zone, which is the name of a network interface. */
    private static final int MAX_TEXT_LENGTH = 128;

    private final InetAddress address;

    private ClientAddress(InetAddress address) {
        this.address = address;
    }

    /**
     * Reads an address in dotted decimal or in the text form of RFC 4291, section 2.2; a zone is ignored. Empty for any
     * other text.
     */
    public static Optional<ClientAddress> parse(String text) {
        if (text.length() > MAX_TEXT_LENGTH) {
            return Optional.empty();
        }
        var zone = text.indexOf('%');
        var literal = zone < 0 ? text : text.substring(0, zone);
        if (!IPV4.matcher(literal).matches() && !IPV6.matcher(literal).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ClientAddress(InetAddress.getByName(literal)));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** 4 or 16 bytes. */
    byte[] bytes() {
        return address.getAddress();
    }

    public boolean isLoopback() {
        return address.isLoopbackAddress();
    }

    /**
     * The key under which requests of this address are counted: an IPv4 address itself, an IPv6 address's /64 prefix.
     */
    public String rateLimitKey() {
        if (!(address instanceof Inet6Address)) {
            return toString();
        }
        var bytes = address.getAddress();
        Arrays.fill(bytes, IPV6_PREFIX_BYTES, bytes.length, (byte) 0);
        try {
            return InetAddress.getByAddress(bytes).getHostAddress() + "/64";
        } catch (UnknownHostException e) {
            throw new IllegalStateException("Could not create an IPv6 address from 16 bytes", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ClientAddress that && address.equals(that.address);
    }

    @Override
    public int hashCode() {
        return address.hashCode();
    }

    /** Without host name and zone: {@code 192.0.2.7}, {@code 2001:db8:0:0:0:0:0:1}. */
    @Override
    public String toString() {
        return address.getHostAddress();
    }
}
