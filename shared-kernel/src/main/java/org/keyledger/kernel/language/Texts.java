package org.keyledger.kernel.language;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.settings.InvalidSettingException;

/**
 * The texts of one area, such as pages or mails, in every available language. The file {@code <area>_<language>.properties}
 * (UTF-8) has the texts of one language by key; {@code {0}} to {@code {9}} are placeholders. English and German are
 * shipped. A file of the same name in the operator's folder replaces single texts of a shipped language, or adds a
 * language.
 */
public final class Texts {

    /** The folder of the operator's files, as error messages name it. */
    public static final String FOLDER_PROPERTY = "keyledger.templates";

    private static final List<Language> SHIPPED = List.of(Language.ENGLISH, Language.GERMAN);
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\d)}");
    private static final String SUFFIX = ".properties";

    private final Map<Language, Map<String, String>> byLanguage;

    private Texts(Map<Language, Map<String, String>> byLanguage) {
        this.byLanguage = byLanguage;
    }

    /**
     * Reads the files of an area.
     *
     * @param owner the class beside which the shipped files are
     * @param folder the operator's folder; null for none
     * @throws InvalidSettingException if a file in the folder cannot be read, has an unknown key or other placeholders than
     *     the English text, or lacks a text of a language that is not shipped
     */
    public static Texts load(Class<?> owner, String area, @Nullable Path folder) {
        var texts = new LinkedHashMap<Language, Map<String, String>>();
        for (var language : SHIPPED) {
            texts.put(language, shipped(owner, area + "_" + language + SUFFIX));
        }
        if (folder != null) {
            customize(texts, area, folder);
        }
        return new Texts(texts);
    }

    private static Map<String, String> shipped(Class<?> owner, String file) {
        try (var in = Objects.requireNonNull(owner.getResourceAsStream(file), file)) {
            return read(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> read(Reader reader) throws IOException {
        var properties = new Properties();
        properties.load(reader);
        var texts = new TreeMap<String, String>();
        properties.forEach((key, text) -> texts.put((String) key, (String) text));
        return texts;
    }

    private static void customize(Map<Language, Map<String, String>> texts, String area, Path folder) {
        var english = Map.copyOf(Objects.requireNonNull(texts.get(Language.ENGLISH)));
        for (var file : list(folder)) {
            var name = file.getFileName().toString();
            if (name.startsWith(area + "_") && name.endsWith(SUFFIX)) {
                var language = language(file, name.substring(area.length() + 1, name.length() - SUFFIX.length()));
                var own = read(file);
                requireSameForm(file, own, english);
                var all = texts.computeIfAbsent(language, added -> new TreeMap<>());
                all.putAll(own);
                requireComplete(file, all.keySet(), english.keySet());
            }
        }
    }

    private static List<Path> list(Path folder) {
        try (var files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw problem(folder, "must be a folder that can be read", e);
        }
    }

    private static Map<String, String> read(Path file) {
        try (var reader = Files.newBufferedReader(file)) {
            return read(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw problem(file, "must be a properties file in UTF-8", e);
        }
    }

    private static Language language(Path file, String tag) {
        try {
            return Language.parse(tag);
        } catch (IllegalArgumentException e) {
            throw problem(file, "must end with a language tag such as _fr.properties", e);
        }
    }

    private static void requireSameForm(Path file, Map<String, String> own, Map<String, String> english) {
        own.forEach((key, text) -> {
            var original = english.get(key);
            if (original == null) {
                throw problem(file, "must not have the unknown key " + key, null);
            }
            if (!placeholders(text).equals(placeholders(original))) {
                throw problem(file, "must have the placeholders " + placeholders(original) + " in " + key, null);
            }
        });
    }

    private static void requireComplete(Path file, Set<String> keys, Set<String> expected) {
        var missing = new TreeSet<>(expected);
        missing.removeAll(keys);
        if (!missing.isEmpty()) {
            throw problem(
                    file, "must have a text for " + missing.first() + " (" + missing.size() + " are missing)", null);
        }
    }

    private static InvalidSettingException problem(Path file, String problem, @Nullable Throwable cause) {
        var exception = new InvalidSettingException(FOLDER_PROPERTY, "is not usable: " + file + " " + problem);
        exception.initCause(cause);
        return exception;
    }

    private static Set<String> placeholders(String text) {
        return PLACEHOLDER
                .matcher(text)
                .results()
                .map(match -> match.group(0))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The languages that every text exists in, English first. */
    public Set<Language> languages() {
        return byLanguage.keySet();
    }

    /** The keys of all texts. */
    public Set<String> keys() {
        return Objects.requireNonNull(byLanguage.get(Language.ENGLISH)).keySet();
    }

    /**
     * The text in a language, or in English if the language is not available.
     *
     * @param values of the placeholders; a missing one is an error
     * @throws IllegalArgumentException if no text has this key
     */
    public String text(Language language, String key, Object... values) {
        var texts = byLanguage.getOrDefault(language, Map.of());
        var text = texts.isEmpty()
                ? Objects.requireNonNull(byLanguage.get(Language.ENGLISH)).get(key)
                : texts.get(key);
        if (text == null) {
            throw new IllegalArgumentException("No text has the key " + key);
        }
        return values.length == 0 ? text : fill(text, values);
    }

    private static String fill(String text, Object[] values) {
        var filled = new StringBuilder(text.length() + 32);
        var from = 0;
        for (var open = text.indexOf('{'); open >= 0; open = text.indexOf('{', from)) {
            var placeholder = open + 2 < text.length() && text.charAt(open + 2) == '}';
            var index = placeholder ? Character.digit(text.charAt(open + 1), 10) : -1;
            filled.append(text, from, open);
            if (index >= 0) {
                filled.append(values[index]);
                from = open + 3;
            } else {
                filled.append('{');
                from = open + 1;
            }
        }
        return filled.append(text, from, text.length()).toString();
    }
}
