package org.keyledger.gateway.user;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.keyledger.gateway.answering.Problem;
import org.keyledger.kernel.user.EmailAddress;

/** Domains whose mailboxes are thrown away; a subdomain of one is one. */
final class DisposableDomains {

    private static final String FILE = "disposable-domains.txt";

    private final Set<String> domains;

    private DisposableDomains(Set<String> domains) {
        this.domains = domains;
    }

    static DisposableDomains bundled() {
        try (var in = Objects.requireNonNull(DisposableDomains.class.getResourceAsStream(FILE), FILE)) {
            return new DisposableDomains(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .collect(Collectors.toUnmodifiableSet()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws org.keyledger.gateway.answering.ProblemException 400 {@code disposable-email} */
    void refuse(EmailAddress address) {
        for (var domain = address.domain(); domain.contains("."); domain = domain.substring(domain.indexOf('.') + 1)) {
            if (domains.contains(domain)) {
                throw Problem.DISPOSABLE_EMAIL.found();
            }
        }
    }
}
