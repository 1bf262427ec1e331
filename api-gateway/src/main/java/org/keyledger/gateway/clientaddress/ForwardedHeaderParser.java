package org.keyledger.gateway.clientaddress;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.keyledger.kernel.network.ClientAddress;

/**
 * Parses forwarding headers into the addresses of the hops, the client's first. Entries without an address are empty.
 */
final class ForwardedHeaderParser {

    private static final Pattern WITH_PORT = Pattern.compile("\\[(?<six>[^\\]]*)](:[0-9]+)?|(?<four>[0-9.]+):[0-9]+");

    private ForwardedHeaderParser() {}

    /** {@code X-Forwarded-For}: addresses separated by commas, in one or more header lines. */
    static List<Optional<ClientAddress>> parseXForwardedFor(List<String> lines) {
        return split(lines, ',').stream().map(ForwardedHeaderParser::address).toList();
    }

    /** {@code Forwarded}: the parameter {@code for} of each element (RFC 7239, section 5.2). */
    static List<Optional<ClientAddress>> parseForwarded(List<String> lines) {
        return split(lines, ',').stream().map(ForwardedHeaderParser::node).toList();
    }

    private static Optional<ClientAddress> node(String element) {
        return split(List.of(element), ';').stream()
                .map(String::strip)
                .filter(pair -> pair.toLowerCase(Locale.ROOT).startsWith("for="))
                .findFirst()
                .map(pair -> pair.substring("for=".length()).replace("\"", ""))
                .flatMap(ForwardedHeaderParser::address);
    }

    private static Optional<ClientAddress> address(String text) {
        var bare = text.strip();
        var ported = WITH_PORT.matcher(bare);
        if (!ported.matches()) {
            return ClientAddress.parse(bare);
        }
        return ClientAddress.parse(ported.group("six") == null ? ported.group("four") : ported.group("six"));
    }

    /** Splits at separators outside of quoted strings. */
    private static List<String> split(List<String> lines, char separator) {
        var parts = new ArrayList<String>();
        for (var line : lines) {
            var quoted = false;
            var begin = 0;
            for (var i = 0; i < line.length(); i++) {
                quoted ^= line.charAt(i) == '"';
                if (line.charAt(i) == separator && !quoted) {
                    parts.add(line.substring(begin, i));
                    begin = i + 1;
                }
            }
            parts.add(line.substring(begin));
        }
        return parts;
    }
}
