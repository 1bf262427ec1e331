package org.keyledger.gateway.blocklist;

import org.keyledger.gateway.problem.Problem;
import org.keyledger.kernel.user.EmailAddress;

/** The domains of disposable mail services, with all their subdomains. */
public final class DisposableDomains {

    private final SortedLineFile domains = SortedLineFile.of("disposable-domains.txt");

    DisposableDomains() {}

    /** @throws org.keyledger.gateway.problem.ProblemException 400 {@code disposable-email} */
    public void requireNotDisposable(EmailAddress address) {
        for (var domain = address.domain(); domain.contains("."); domain = domain.substring(domain.indexOf('.') + 1)) {
            if (domains.contains(domain)) {
                throw Problem.DISPOSABLE_EMAIL.toException();
            }
        }
    }
}
