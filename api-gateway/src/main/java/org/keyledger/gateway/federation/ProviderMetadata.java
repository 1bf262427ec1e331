package org.keyledger.gateway.federation;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.federation.ProviderFailedException.Reason;

/** The metadata of an issuer (OpenID Connect Discovery 1.0) and its keys: read when they are needed, then kept for an hour. */
final class ProviderMetadata {

    private static final Duration KEPT_FOR = Duration.ofHours(1);

    private static final String PATH = "/.well-known/openid-configuration";

    private final String issuer;
    private final ProviderHttp http;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Read current;

    /** Metadata with its keys, and when they are read again. */
    record Read(OIDCProviderMetadata metadata, JWKSource<SecurityContext> keys, Instant until) {}

    ProviderMetadata(String issuer, ProviderHttp http, Clock clock) {
        this.issuer = issuer;
        this.http = http;
        this.clock = clock;
    }

    /** If the metadata cannot be read again, that of the last time is used. */
    Read get() throws ProviderFailedException {
        lock.lock();
        try {
            if (current == null || !clock.instant().isBefore(current.until())) {
                current = readOrKeep(current);
            }
            return current;
        } finally {
            lock.unlock();
        }
    }

    private Read readOrKeep(@Nullable Read last) throws ProviderFailedException {
        try {
            return read();
        } catch (IOException | GeneralException e) {
            if (last != null) {
                return last;
            }
            throw new ProviderFailedException(
                    Reason.PROVIDER_UNAVAILABLE, "Could not read metadata of issuer " + issuer, e);
        }
    }

    private Read read() throws IOException, GeneralException {
        var base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
        var metadata = OIDCProviderMetadata.parse(http.get(URI.create(base + PATH)));
        if (!metadata.getIssuer().getValue().equals(issuer)) {
            throw new GeneralException("issuer is " + metadata.getIssuer());
        }
        return new Read(metadata, keys(metadata), clock.instant().plus(KEPT_FOR));
    }

    /** Read again for an unknown key, twice in 30 seconds at most, so that forged tokens cause no calls. */
    private JWKSource<SecurityContext> keys(OIDCProviderMetadata metadata) throws MalformedURLException {
        return JWKSourceBuilder.create(metadata.getJWKSetURI().toURL(), http)
                .cache(KEPT_FOR.toMillis(), JWKSourceBuilder.DEFAULT_CACHE_REFRESH_TIMEOUT)
                .refreshAheadCache(false)
                .rateLimited(JWKSourceBuilder.DEFAULT_RATE_LIMIT_MIN_INTERVAL)
                .build();
    }
}
