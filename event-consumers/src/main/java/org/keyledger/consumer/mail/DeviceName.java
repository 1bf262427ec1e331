package org.keyledger.consumer.mail;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A device as a mail names it: from a fixed list, because the client chooses its {@code User-Agent}.
 *
 * @param program the browser or client
 * @param system the operating system; null if it is unknown
 */
record DeviceName(String program, @Nullable String system) {

    /** Looked for in this order: a browser also names those that it wants to be taken for. */
    private static final List<Map.Entry<String, String>> PROGRAMS = List.of(
            Map.entry("Edg", "Edge"),
            Map.entry("OPR/", "Opera"),
            Map.entry("SamsungBrowser/", "Samsung Internet"),
            Map.entry("Firefox/", "Firefox"),
            Map.entry("FxiOS/", "Firefox"),
            Map.entry("CriOS/", "Chrome"),
            Map.entry("Chrome/", "Chrome"),
            Map.entry("Safari/", "Safari"),
            Map.entry("curl/", "curl"),
            Map.entry("python-requests/", "Python"),
            Map.entry("Python-urllib/", "Python"),
            Map.entry("Java-http-client/", "Java"),
            Map.entry("Go-http-client/", "Go"),
            Map.entry("node", "Node.js"));

    private static final List<Map.Entry<String, String>> SYSTEMS = List.of(
            Map.entry("iPhone", "iPhone"),
            Map.entry("iPad", "iPad"),
            Map.entry("Android", "Android"),
            Map.entry("CrOS", "ChromeOS"),
            Map.entry("Windows", "Windows"),
            Map.entry("Mac OS X", "macOS"),
            Map.entry("Linux", "Linux"));

    /** Empty if the program is unknown. */
    static Optional<DeviceName> of(@Nullable String userAgent) {
        return find(PROGRAMS, userAgent)
                .map(program -> new DeviceName(program, find(SYSTEMS, userAgent).orElse(null)));
    }

    private static Optional<String> find(List<Map.Entry<String, String>> names, @Nullable String userAgent) {
        return names.stream()
                .filter(name -> userAgent != null && userAgent.contains(name.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
