package org.keyledger.gateway.federation;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseMode;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.Prompt;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.token.OIDCTokens;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.keyledger.gateway.federation.ProviderFailedException.Reason;
import org.keyledger.kernel.federation.ProviderName;

/** A provider of OpenID Connect: the authorization code flow with PKCE (OpenID Connect Core 1.0, section 3.1). */
final class OidcProvider implements IdentityProvider {

    /** Signatures that only the provider can make: the client secret verifies none, and {@code none} is not accepted. */
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    private final ProviderName name;
    private final ProviderSettings settings;
    private final ProviderMetadata metadata;
    private final Supplier<String> secret;
    private final ProviderHttp http;

    OidcProvider(
            ProviderName name,
            ProviderSettings settings,
            ProviderMetadata metadata,
            Supplier<String> secret,
            ProviderHttp http) {
        this.name = name;
        this.settings = settings;
        this.metadata = metadata;
        this.secret = secret;
        this.http = http;
    }

    @Override
    public ProviderName name() {
        return name;
    }

    @Override
    public String label() {
        return settings.name();
    }

    /** Apple requires it for the scopes {@code email} and {@code name}. */
    @Override
    public boolean postsForm() {
        return name.equals(FederationSettings.APPLE);
    }

    /** Google knows neither {@code prompt=login} nor {@code max_age}; Apple documents neither. */
    @Override
    public boolean forcesLogIn() {
        return !FederationSettings.WITHOUT_FORCED_LOG_IN.contains(settings.issuer());
    }

    @Override
    public URI authorizationUrl(Challenge challenge) throws ProviderFailedException {
        var request = new AuthenticationRequest.Builder(
                        ResponseType.CODE,
                        Scope.parse(settings.scopes()),
                        new ClientID(settings.clientId()),
                        challenge.redirectUri())
                .endpointURI(metadata.get().metadata().getAuthorizationEndpointURI())
                .state(new State(challenge.state()))
                .nonce(new Nonce(challenge.nonce()))
                .codeChallenge(new CodeVerifier(challenge.verifier()), CodeChallengeMethod.S256);
        if (challenge.newLogIn()) {
            request.prompt(new Prompt(Prompt.Type.LOGIN)).maxAge(0);
        }
        if (postsForm()) {
            request.responseMode(ResponseMode.FORM_POST);
        }
        return request.build().toURI();
    }

    @Override
    public ConfirmedIdentity confirm(Response response, Challenge challenge) throws ProviderFailedException {
        var read = metadata.get();
        requireIssuer(response, read.metadata());
        var tokens = exchange(response, challenge, read.metadata());
        try {
            var keys = new JWSVerificationKeySelector<>(ALGORITHMS, read.keys());
            var validator =
                    new IDTokenValidator(read.metadata().getIssuer(), new ClientID(settings.clientId()), keys, null);
            var claims = validator.validate(tokens.getIDToken(), new Nonce(challenge.nonce()));
            return toIdentity(claims.toJSONObject(), tokens, read.metadata(), response);
        } catch (BadJOSEException | JOSEException e) {
            throw new ProviderFailedException(
                    Reason.INVALID_PROVIDER_RESPONSE, "ID token of provider " + name + " is invalid", e);
        }
    }

    /** RFC 9207, section 2.4: protects against a response that another provider has sent. */
    private void requireIssuer(Response response, OIDCProviderMetadata read) throws ProviderFailedException {
        var missing = response.issuer() == null;
        if (missing
                ? read.supportsAuthorizationResponseIssuerParam()
                : !settings.issuer().equals(response.issuer())) {
            throw new ProviderFailedException(
                    Reason.INVALID_PROVIDER_RESPONSE, "Response to provider " + name + " has another issuer");
        }
    }

    private OIDCTokens exchange(Response response, Challenge challenge, OIDCProviderMetadata read)
            throws ProviderFailedException {
        var grant = new AuthorizationCodeGrant(
                new AuthorizationCode(response.code()),
                challenge.redirectUri(),
                new CodeVerifier(challenge.verifier()));
        try {
            var answer = OIDCTokenResponseParser.parse(
                    tokenRequest(grant, read).toHTTPRequest().send(http));
            if (!(answer instanceof OIDCTokenResponse success)
                    || success.getOIDCTokens().getIDToken() == null) {
                throw new ProviderFailedException(
                        Reason.INVALID_PROVIDER_RESPONSE, "Provider " + name + " refused the code");
            }
            return success.getOIDCTokens();
        } catch (ParseException e) {
            throw new ProviderFailedException(
                    Reason.INVALID_PROVIDER_RESPONSE, "Token response of provider " + name + " is malformed", e);
        } catch (IOException e) {
            throw new ProviderFailedException(
                    Reason.PROVIDER_UNAVAILABLE, "Could not reach token endpoint of provider " + name, e);
        }
    }

    /** Without a secret the client is public, and PKCE alone protects the code. */
    private TokenRequest tokenRequest(AuthorizationCodeGrant grant, OIDCProviderMetadata read) {
        var client = new ClientID(settings.clientId());
        var endpoint = read.getTokenEndpointURI();
        var text = secret.get();
        if (text.isBlank()) {
            return new TokenRequest(endpoint, client, grant);
        }
        var methods = read.getTokenEndpointAuthMethods();
        var basic = methods == null || methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC);
        return new TokenRequest(
                endpoint,
                basic && !postsForm()
                        ? new ClientSecretBasic(client, new Secret(text))
                        : new ClientSecretPost(client, new Secret(text)),
                grant);
    }

    private ConfirmedIdentity toIdentity(
            Map<String, Object> claims, OIDCTokens tokens, OIDCProviderMetadata read, Response response)
            throws ProviderFailedException {
        var profile = claims;
        if (!claims.containsKey("email") && read.getUserInfoEndpointURI() != null) {
            profile = userInfo(tokens, read, String.valueOf(claims.get("sub")));
        }
        return PersonClaims.toIdentity(
                settings.issuer(), String.valueOf(claims.get("sub")), profile, loggedInAt(claims), response.user());
    }

    /** The claim {@code auth_time} (OpenID Connect Core 1.0, section 2). */
    private static Optional<Instant> loggedInAt(Map<String, Object> claims) {
        return claims.get("auth_time") instanceof Number seconds
                ? Optional.of(Instant.ofEpochSecond(seconds.longValue()))
                : Optional.empty();
    }

    /** OpenID Connect Core 1.0, section 5.3: some providers have no address in the ID token. */
    private Map<String, Object> userInfo(OIDCTokens tokens, OIDCProviderMetadata read, String subject)
            throws ProviderFailedException {
        try {
            var claims = JSONObjectUtils.parse(http.get(
                    read.getUserInfoEndpointURI(), tokens.getAccessToken().getValue()));
            if (!subject.equals(claims.get("sub"))) {
                throw new ProviderFailedException(
                        Reason.INVALID_PROVIDER_RESPONSE, "UserInfo of provider " + name + " has another subject");
            }
            return claims;
        } catch (IOException | java.text.ParseException e) {
            throw new ProviderFailedException(
                    Reason.PROVIDER_UNAVAILABLE, "Could not read UserInfo of provider " + name, e);
        }
    }
}
