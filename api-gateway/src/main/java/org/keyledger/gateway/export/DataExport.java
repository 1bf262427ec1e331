package org.keyledger.gateway.export;

import static java.util.Comparator.comparing;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.keyledger.gateway.authentication.SessionCaller;
import org.keyledger.gateway.ratelimit.Limit;
import org.keyledger.gateway.ratelimit.RateLimiter;
import org.springframework.beans.factory.ObjectProvider;

/** Exports everything that the service holds about the caller, except secrets (GDPR, articles 15 and 20). */
final class DataExport {

    private final List<PersonalDataSource> sources;
    private final RateLimiter limiter;
    private final Clock clock;

    DataExport(ObjectProvider<PersonalDataSource> sources, RateLimiter limiter, Clock clock) {
        this.sources =
                sources.stream().sorted(comparing(PersonalDataSource::name)).toList();
        this.limiter = limiter;
        this.clock = clock;
    }

    /**
     * The parts by name, in alphabetical order after the time of the export. A long part is read while it is written.
     *
     * @throws org.keyledger.gateway.problem.ProblemException 429 above the limit, 503 {@code not-seen-yet}
     */
    Map<String, Object> of(SessionCaller caller) {
        limiter.admit(Limit.EXPORT, caller.user().toString());
        var parts = new LinkedHashMap<String, Object>();
        parts.put("exported_at", clock.instant());
        sources.forEach(source -> parts.put(source.name(), source.read(caller)));
        return parts;
    }
}
