package org.keyledger.consumer.mail;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.keyledger.kernel.language.Language;
import org.keyledger.kernel.language.Texts;

/** Formats times in UTC by the pattern of each language. Each is parsed once, because that takes longer than formatting. */
final class MailTimes {

    private final Map<Language, DateTimeFormatter> formats;
    private final DateTimeFormatter english;

    /** @throws IllegalArgumentException if the pattern of times is wrong in a language */
    MailTimes(Texts texts) {
        this.formats = texts.languages().stream()
                .collect(Collectors.toMap(Function.identity(), language -> format(texts, language)));
        this.english = Objects.requireNonNull(formats.get(Language.ENGLISH));
        texts.languages().forEach(language -> text(language, Instant.EPOCH));
    }

    private static DateTimeFormatter format(Texts texts, Language language) {
        return DateTimeFormatter.ofPattern(texts.text(language, "time.pattern"), language.locale())
                .withZone(ZoneOffset.UTC);
    }

    /** A time in a language, or in English if the language is not available. */
    String text(Language language, Instant time) {
        return formats.getOrDefault(language, english).format(time);
    }
}
