package org.keyledger.gateway.accountpage;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.page.PageContext;

/**
 * What a {@code User-Agent} header says about a device, for people.
 *
 * @param program browser or client; empty if unknown
 * @param system operating system; empty if unknown
 */
public record Device(String program, String system) {

    private static final Pattern FIRST_PRODUCT = Pattern.compile("[A-Za-z][A-Za-z0-9 ._-]{0,39}(?=/|$)");

    /** The first that occurs counts: browsers name those that they are compatible with, too. */
    private static final Map<String, String> PROGRAMS = ordered(
            "Edg",
            "Edge",
            "OPR/",
            "Opera",
            "SamsungBrowser/",
            "Samsung Internet",
            "Firefox/",
            "Firefox",
            "FxiOS/",
            "Firefox",
            "CriOS/",
            "Chrome",
            "Chrome/",
            "Chrome",
            "Chromium/",
            "Chromium",
            "Safari/",
            "Safari");

    private static final Map<String, String> SYSTEMS = ordered(
            "Windows",
            "Windows",
            "iPhone",
            "iPhone",
            "iPad",
            "iPad",
            "Android",
            "Android",
            "CrOS",
            "ChromeOS",
            "Mac OS X",
            "macOS",
            "Linux",
            "Linux");

    private static Map<String, String> ordered(String... pairs) {
        var map = new LinkedHashMap<String, String>();
        for (var i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return Collections.unmodifiableMap(map);
    }

    public static Device of(@Nullable String userAgent) {
        var text = Optional.ofNullable(userAgent).orElse("");
        var program = find(PROGRAMS, text).or(() -> firstProduct(text)).orElse("");
        return new Device(program, find(SYSTEMS, text).orElse(""));
    }

    /** In the language of the page; states that the device is unknown if nothing is known about it. */
    public String text(PageContext page) {
        if (program.isEmpty() && system.isEmpty()) {
            return page.text("account.device.unknown");
        }
        return program.isEmpty() || system.isEmpty() ? program + system : page.text("account.device", program, system);
    }

    private static Optional<String> find(Map<String, String> names, String text) {
        return names.entrySet().stream()
                .filter(name -> text.contains(name.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static Optional<String> firstProduct(String text) {
        var matcher = FIRST_PRODUCT.matcher(text);
        return matcher.lookingAt() && !text.startsWith("Mozilla")
                ? Stream.of(matcher.group()).findFirst()
                : Optional.empty();
    }
}
