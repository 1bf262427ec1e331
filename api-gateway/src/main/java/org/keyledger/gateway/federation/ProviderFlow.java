package org.keyledger.gateway.federation;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.federation.IdentityProvider.ConfirmedIdentity;
import org.keyledger.gateway.federation.IdentityProvider.Response;
import org.keyledger.gateway.federation.ProviderFailedException.Reason;
import org.keyledger.gateway.identifier.RandomSource;
import org.keyledger.gateway.problem.PublicSettings;
import org.keyledger.kernel.federation.ProviderName;
import org.keyledger.kernel.session.SessionId;

/**
 * Sends browsers to providers and checks the responses, in the manner of RFC 9700: a state that one browser can use once,
 * PKCE, a nonce, the issuer, and a redirect URI of each provider's own.
 */
public final class ProviderFlow {

    private static final int RANDOM_BYTES = 32;

    /** How far the clock of a provider may differ from ours. */
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

    private final Providers providers;
    private final UsedStates usedStates;
    private final RandomSource randomSource;
    private final PublicSettings settings;
    private final Clock clock;

    ProviderFlow(
            Providers providers,
            UsedStates usedStates,
            RandomSource randomSource,
            PublicSettings settings,
            Clock clock) {
        this.providers = providers;
        this.usedStates = usedStates;
        this.randomSource = randomSource;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * The parameters of a provider's response, as they came; null if one is missing.
     *
     * @param error RFC 6749, section 4.1.2.1
     */
    public record Callback(
            @Nullable String state,
            @Nullable String code,
            @Nullable String error,
            @Nullable String issuer,
            @Nullable String user) {
        @Override
        public String toString() {
            return "Callback[hidden]";
        }
    }

    /** A flow with state, nonce and verifier of its own. */
    public StartedFlow start(ProviderName provider, StartedFlow.Kind kind, String next, Optional<SessionId> session) {
        return new StartedFlow(
                provider, kind, random("state"), random("nonce"), random("verifier"), next, session, clock.instant());
    }

    private String random(String label) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(randomSource.bytes(label, RANDOM_BYTES));
    }

    /** The page of the provider to send the browser to. */
    public URI authorizationUrl(StartedFlow flow) throws ProviderFailedException {
        return providers.get(flow.provider()).authorizationUrl(flow.challenge(redirectUri(flow.provider())));
    }

    private URI redirectUri(ProviderName provider) {
        return URI.create(settings.urlOf("/api/auth/oauth/" + provider + "/callback"));
    }

    /**
     * Checks that the response belongs to a flow of this browser. Nothing is sent to the provider before that.
     *
     * @param flow that the browser started; empty if it started none
     */
    public StartedFlow requireFlow(Optional<StartedFlow> flow, Callback callback) throws ProviderFailedException {
        var state = callback.state() == null ? "" : callback.state();
        var valid = flow.filter(it -> MessageDigest.isEqual(bytes(it.state()), bytes(state)));
        if (valid.isEmpty() || !usedStates.use(state)) {
            throw new ProviderFailedException(
                    Reason.INVALID_STATE, "State of the response is missing, used, expired or of another browser");
        }
        return valid.get();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The identity that the provider confirms for a response whose flow was checked. */
    ConfirmedIdentity confirm(StartedFlow flow, Callback callback) throws ProviderFailedException {
        if (callback.error() != null) {
            var denied =
                    callback.error().equals("access_denied") || callback.error().equals("user_cancelled_authorize");
            throw new ProviderFailedException(
                    denied ? Reason.ACCESS_DENIED : Reason.INVALID_PROVIDER_RESPONSE,
                    "Provider " + flow.provider() + " answered with an error");
        }
        if (callback.code() == null || callback.code().isBlank()) {
            throw new ProviderFailedException(
                    Reason.INVALID_PROVIDER_RESPONSE, "Response of provider " + flow.provider() + " has no code");
        }
        var response = new Response(callback.code(), callback.issuer(), callback.user());
        var confirmed = providers.get(flow.provider()).confirm(response, flow.challenge(redirectUri(flow.provider())));
        if (flow.kind() == StartedFlow.Kind.REAUTHENTICATE) {
            requireNewLogIn(flow, confirmed);
        }
        return confirmed;
    }

    /** OpenID Connect Core 1.0, section 3.1.3.7, number 13: the request had {@code max_age=0}. */
    private static void requireNewLogIn(StartedFlow flow, ConfirmedIdentity confirmed) throws ProviderFailedException {
        var earliest = flow.startedAt().minus(CLOCK_SKEW);
        if (confirmed.loggedInAt().filter(at -> !at.isBefore(earliest)).isEmpty()) {
            throw new ProviderFailedException(
                    Reason.LOG_IN_NOT_RECENT, "Provider " + flow.provider() + " confirmed no log-in since the request");
        }
    }
}
