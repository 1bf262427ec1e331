package org.keyledger.kernel.language;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A language that texts exist in.
 *
 * @param tag a language tag of a language and perhaps a region, such as {@code en} or {@code pt-BR} (BCP 47)
 */
public record Language(@JsonValue String tag) {

    public static final Language ENGLISH = new Language("en");
    public static final Language GERMAN = new Language("de");

    private static final Pattern FORM = Pattern.compile("[a-z]{2,3}(-[A-Z]{2})?");
    /** Longer headers are ignored; browsers send fewer than 100 characters. */
    private static final int MAX_ACCEPT_LANGUAGE = 500;

    /** @throws IllegalArgumentException unless the tag has this form */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Language parse(String tag) {
        if (!FORM.matcher(tag).matches()) {
            throw new IllegalArgumentException("must be a language tag such as en or pt-BR");
        }
        return new Language(tag);
    }

    /**
     * The language among the available ones that the reader prefers (RFC 4647, section 3.4); {@link #ENGLISH} if none
     * matches.
     *
     * @param acceptLanguage the value of {@code Accept-Language} (RFC 9110, section 12.5.4); null or malformed counts as
     *     no preference
     */
    public static Language negotiate(@Nullable String acceptLanguage, Collection<Language> available) {
        if (acceptLanguage == null || acceptLanguage.length() > MAX_ACCEPT_LANGUAGE) {
            return ENGLISH;
        }
        var tag = Locale.lookupTag(
                parseRanges(acceptLanguage),
                available.stream().map(Language::tag).toList());
        return tag == null ? ENGLISH : new Language(tag);
    }

    private static List<LanguageRange> parseRanges(String acceptLanguage) {
        try {
            return LanguageRange.parse(acceptLanguage);
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }

    public Locale locale() {
        return Locale.forLanguageTag(tag);
    }

    @Override
    public String toString() {
        return tag;
    }
}
