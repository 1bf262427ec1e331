package org.keyledger.gateway.page;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a browser goes when it has logged in: a path of this service that the request named, or the address that the operator
 * set. A text that a browser could take for another origin counts as none (CWE-601).
 *
 * @param path with its query; empty for the operator's address
 */
public record ReturnPath(Optional<String> path) {

    /** The operator's address. */
    public static final ReturnPath DEFAULT = new ReturnPath(Optional.empty());

    private static final int MAX_LENGTH = 1_000;

    /**
     * A slash, then no second slash: {@code //host} is another host. Browsers read a backslash as a slash and drop controls,
     * so that neither may occur. A dot segment could leave two slashes at the beginning.
     */
    private static final Pattern PATH = Pattern.compile("/(?!/)[A-Za-z0-9/?=&%._~:,+@!-]*");

    private static final Pattern SUSPICIOUS =
            Pattern.compile("//|%(?![0-9A-Fa-f]{2})|%(?:[01][0-9A-Fa-f]|7[Ff]|5[Cc]|2[Ff])|/\\.");

    /** The default for a text that is no path of this service. */
    public static ReturnPath parse(String text) {
        return isPath(text) ? new ReturnPath(Optional.of(text)) : DEFAULT;
    }

    static boolean isPath(String text) {
        return text.length() <= MAX_LENGTH
                && PATH.matcher(text).matches()
                && !SUSPICIOUS.matcher(text).find();
    }

    /** The value of {@code Location}. */
    public String location(AppSettings settings) {
        return path.orElse(settings.appUrl());
    }

    /** The value of the parameter or field {@code next}; empty for the default. */
    public String next() {
        return path.orElse("");
    }

    /** A link with the parameter {@code next}; without it for the default. */
    public String appendTo(String link) {
        return path.map(it -> link + (link.contains("?") ? "&" : "?") + "next="
                        + URLEncoder.encode(it, StandardCharsets.UTF_8))
                .orElse(link);
    }
}
