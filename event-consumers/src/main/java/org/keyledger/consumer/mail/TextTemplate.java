package org.keyledger.consumer.mail;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text with placeholders, written {@code {{name}}}. */
record TextTemplate(String source) {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(\\w+)}}");

    /** Reads a template from the resource folder {@code mail}. */
    static TextTemplate read(String name) {
        try (var stream = TextTemplate.class.getResourceAsStream("/mail/" + name)) {
            if (stream == null) {
                throw new IllegalArgumentException("Template not found: " + name);
            }
            return new TextTemplate(new String(stream.readAllBytes(), UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Replaces a placeholder with another template. */
    TextTemplate with(String word, TextTemplate part) {
        return new TextTemplate(source.replace("{{" + word + "}}", part.source.stripTrailing()));
    }

    /** @throws IllegalArgumentException if a placeholder has no value */
    String fill(Map<String, String> words, UnaryOperator<String> escape) {
        return PLACEHOLDER.matcher(source).replaceAll(place -> replacement(words, place, escape));
    }

    private static String replacement(Map<String, String> words, MatchResult place, UnaryOperator<String> escape) {
        var word = words.get(place.group(1));
        if (word == null) {
            throw new IllegalArgumentException("No value for placeholder " + place.group());
        }
        return Matcher.quoteReplacement(escape.apply(word));
    }
}
