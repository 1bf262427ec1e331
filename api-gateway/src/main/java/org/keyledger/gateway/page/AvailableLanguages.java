package org.keyledger.gateway.page;

import java.util.Set;
import java.util.TreeSet;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.kernel.language.Language;

/** The languages that a user can choose from: those of the pages. */
public record AvailableLanguages(Set<Language> languages) {

    /** @throws org.keyledger.gateway.problem.ProblemException 400 {@code invalid-request} unless it is one of them */
    public void require(Language language) {
        if (!languages.contains(language)) {
            var tags = new TreeSet<>(languages.stream().map(Language::tag).toList());
            throw Problem.INVALID_REQUEST
                    .toException()
                    .withFieldError("language", "must be one of " + String.join(", ", tags));
        }
    }
}
