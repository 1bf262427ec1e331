package org.keyledger.gateway.federation;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.text.ParseException;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.federation.IdentityProvider.ConfirmedIdentity;
import org.keyledger.kernel.user.DisplayName;
import org.keyledger.kernel.user.EmailAddress;

/** Reads what a provider says about a person (OpenID Connect Core 1.0, section 5.1). A malformed value counts as missing. */
final class PersonClaims {

    private static final int MAX_USER_LENGTH = 2_000;

    private PersonClaims() {}

    /** @param appleUser the parameter {@code user} of Apple's response; null if there is none */
    static ConfirmedIdentity toIdentity(
            String issuer,
            String subject,
            Map<String, Object> claims,
            Optional<Instant> loggedInAt,
            @Nullable String appleUser) {
        var email = text(claims, "email").flatMap(it -> parse(it, EmailAddress::parse));
        var name = text(claims, "name").flatMap(it -> parse(it, DisplayName::parse));
        var account = Stream.of("email", "preferred_username", "name")
                .flatMap(claim -> text(claims, claim).stream())
                .findFirst();
        return new ConfirmedIdentity(
                issuer,
                subject,
                account,
                email.filter(it -> isTrue(claims.get("email_verified"))),
                name.or(() -> appleName(appleUser)),
                loggedInAt);
    }

    /** Apple writes the boolean as text. Everything else is not verified. */
    private static boolean isTrue(@Nullable Object verified) {
        return Boolean.TRUE.equals(verified) || "true".equals(verified);
    }

    /** {@code {"name":{"firstName":…,"lastName":…}}}: the browser brings it, so it is used for nothing but the name. */
    private static Optional<DisplayName> appleName(@Nullable String user) {
        if (user == null || user.length() > MAX_USER_LENGTH) {
            return Optional.empty();
        }
        try {
            var name = JSONObjectUtils.getJSONObject(JSONObjectUtils.parse(user), "name");
            if (name == null) {
                return Optional.empty();
            }
            var whole = Stream.of(name.get("firstName"), name.get("lastName"))
                    .filter(Objects::nonNull)
                    .map(String::valueOf)
                    .collect(Collectors.joining(" "));
            return parse(whole, DisplayName::parse);
        } catch (ParseException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> text(Map<String, Object> claims, String name) {
        return claims.get(name) instanceof String text && !text.isBlank() ? Optional.of(text) : Optional.empty();
    }

    static <T> Optional<T> parse(String text, Function<String, T> parser) {
        try {
            return Optional.of(parser.apply(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
