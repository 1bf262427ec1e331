package org.keyledger.gateway.page;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.problem.ProblemException;
import org.keyledger.kernel.language.Language;
import org.keyledger.kernel.language.Texts;

/**
 * The problem of a form in the reader's language: at the fields that it is about, or at the top of the page.
 *
 * @param general empty if it is shown at fields
 * @param fields by the name of the field
 */
record PageProblem(String general, Map<String, String> fields) {

    static final PageProblem NONE = new PageProblem("", Map.of());

    /** @param field the field that the problem is about; null if its field errors name them */
    static PageProblem of(ProblemException refused, @Nullable String field, Translation translation) {
        var fields = new HashMap<String, String>();
        refused.errors()
                .forEach(error ->
                        fields.putIfAbsent(field == null ? error.field() : field, translation.rule(error.detail())));
        if (field != null && fields.isEmpty()) {
            fields.put(field, translation.problem(refused));
        }
        return new PageProblem(fields.isEmpty() ? translation.problem(refused) : "", fields);
    }

    String ofField(String name) {
        return fields.getOrDefault(name, "");
    }

    /** Texts of problems in a language. */
    record Translation(Texts texts, Language language) {

        private static final Pattern NUMBER = Pattern.compile("\\d[\\d,]*");
        private static final Pattern NO_WORD = Pattern.compile("[^a-z]+");

        /** {@code problem.<slug>}, or {@code problem.other}. */
        String problem(ProblemException refused) {
            return find("problem." + refused.problem().slug())
                    .orElseGet(() -> texts.text(
                            language,
                            refused.problem().status() < Problem.INTERNAL.status()
                                    ? "problem.other"
                                    : "problem.unavailable"));
        }

        /** {@code rule.<words of the detail>} with the numbers of the detail; the detail itself if it has no text. */
        String rule(String detail) {
            var words = NO_WORD.matcher(NUMBER.matcher(detail).replaceAll("n").toLowerCase(Locale.ROOT))
                    .replaceAll("-");
            var numbers = NUMBER.matcher(detail)
                    .results()
                    .map(it -> (Object) it.group())
                    .toArray();
            return find("rule." + words, numbers).orElse(detail);
        }

        private Optional<String> find(String key, Object... values) {
            return texts.keys().contains(key) ? Optional.of(texts.text(language, key, values)) : Optional.empty();
        }
    }
}
