package org.keyledger.gateway.clientaddress;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.keyledger.kernel.network.ClientAddress;

/**
 * Parses forwarding headers from the right, because only the entries that trusted proxies appended are reliable. The
 * result begins with the hop that the nearest proxy appended and ends before the first entry that names no address, so
 * text that a client sent cannot change how the entries to its right are read.
 */
final class ForwardedHeaderParser {

    /** RFC 7239, section 6: an IPv6 address is in brackets, and a port can follow. */
    private static final Pattern NODE =
            Pattern.compile("(?:(?<four>[0-9.]+)|\\[(?<six>[0-9A-Fa-f:.]+)])(?::(?:[0-9]{1,5}|_[0-9A-Za-z._-]+))?");

    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]++";
    private static final String QUOTED = "\"(?:[^\"\\\\]|\\\\.)*+\"";

    /** RFC 7239, section 4: a parameter of an element. */
    private static final Pattern PAIR =
            Pattern.compile("(?<name>" + TOKEN + ")=(?<value>" + TOKEN + "|" + QUOTED + ")(?:;|$)");

    private ForwardedHeaderParser() {}

    /** {@code X-Forwarded-For}: addresses separated by commas, in one or more header lines. It has no quotes. */
    static List<ClientAddress> parseXForwardedFor(List<String> lines) {
        var entries = new ArrayList<>(lines.stream()
                .flatMap(line -> Arrays.stream(line.split(",", -1)))
                .toList());
        Collections.reverse(entries);
        var hops = new ArrayList<ClientAddress>();
        for (var entry : entries) {
            var bare = entry.strip();
            var hop = node(bare).or(() -> ClientAddress.parse(bare));
            if (hop.isEmpty()) {
                return hops;
            }
            hops.add(hop.get());
        }
        return hops;
    }

    /** {@code Forwarded}: the parameter {@code for} of each element (RFC 7239, section 5.2). */
    static List<ClientAddress> parseForwarded(List<String> lines) {
        var hops = new ArrayList<ClientAddress>();
        for (var i = lines.size() - 1; i >= 0; i--) {
            for (var end = lines.get(i).length(); end >= 0; ) {
                var begin = lastElement(lines.get(i), end);
                var hop = forwardedFor(lines.get(i).substring(begin, end));
                if (hop.isEmpty()) {
                    return hops;
                }
                hops.add(hop.get());
                end = begin - 1;
            }
        }
        return hops;
    }

    /** Where the last element before {@code end} begins: after the last comma that is outside of a quoted string. */
    private static int lastElement(String line, int end) {
        var quoted = false;
        for (var i = end - 1; i >= 0; i--) {
            if (line.charAt(i) == '"' && !(quoted && isEscaped(line, i))) {
                quoted = !quoted;
            } else if (line.charAt(i) == ',' && !quoted) {
                return i + 1;
            }
        }
        return 0;
    }

    private static boolean isEscaped(String line, int index) {
        var first = index;
        while (first > 0 && line.charAt(first - 1) == '\\') {
            first--;
        }
        return (index - first) % 2 == 1;
    }

    /** Empty unless the element is well-formed, names each parameter once, and {@code for} is an address. */
    private static Optional<ClientAddress> forwardedFor(String element) {
        var text = element.strip();
        var pair = PAIR.matcher(text);
        var names = new HashSet<String>();
        var client = Optional.<ClientAddress>empty();
        var end = 0;
        while (end < text.length()) {
            if (!pair.region(end, text.length()).lookingAt()
                    || !names.add(pair.group("name").toLowerCase(Locale.ROOT))) {
                return Optional.empty();
            }
            if (pair.group("name").equalsIgnoreCase("for")) {
                client = node(unquoted(pair.group("value")));
            }
            end = pair.end();
        }
        return client;
    }

    private static String unquoted(String value) {
        return value.startsWith("\"") ? value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1") : value;
    }

    private static Optional<ClientAddress> node(String text) {
        var node = NODE.matcher(text);
        return node.matches()
                ? ClientAddress.parse(node.group("six") == null ? node.group("four") : node.group("six"))
                : Optional.empty();
    }
}
