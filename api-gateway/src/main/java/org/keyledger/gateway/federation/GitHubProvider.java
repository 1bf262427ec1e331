package org.keyledger.gateway.federation;

import com.nimbusds.jose.util.JSONArrayUtils;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.oauth2.sdk.AccessTokenResponse;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationRequest;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keyledger.gateway.federation.ProviderFailedException.Reason;
import org.keyledger.kernel.federation.ProviderName;
import org.keyledger.kernel.user.DisplayName;
import org.keyledger.kernel.user.EmailAddress;

/**
 * GitHub, which has OAuth 2.0 without OpenID Connect: its API says who the holder of the access token is. The token is
 * used for that, once, and not stored.
 */
final class GitHubProvider implements IdentityProvider {

    private static final String URL = "https://github.com";
    private static final String API_URL = "https://api.github.com";

    private final ProviderSettings settings;
    private final ProviderHttp http;
    private final String url;
    private final String apiUrl;

    GitHubProvider(ProviderSettings settings, ProviderHttp http) {
        this.settings = settings;
        this.http = http;
        this.url = withoutSlash(settings.url().isBlank() ? URL : settings.url());
        this.apiUrl = withoutSlash(settings.apiUrl().isBlank() ? API_URL : settings.apiUrl());
    }

    private static String withoutSlash(String text) {
        return text.replaceAll("/+$", "");
    }

    @Override
    public ProviderName name() {
        return FederationSettings.GITHUB;
    }

    @Override
    public String label() {
        return settings.name();
    }

    @Override
    public boolean postsForm() {
        return false;
    }

    /** OAuth 2.0 has no parameter for it, and GitHub's API does not say when the person logged in. */
    @Override
    public boolean forcesLogIn() {
        return false;
    }

    @Override
    public URI authorizationUrl(Challenge challenge) {
        return new AuthorizationRequest.Builder(ResponseType.CODE, new ClientID(settings.clientId()))
                .endpointURI(URI.create(url + "/login/oauth/authorize"))
                .scope(Scope.parse(settings.scopes()))
                .redirectionURI(challenge.redirectUri())
                .state(new State(challenge.state()))
                .codeChallenge(new CodeVerifier(challenge.verifier()), CodeChallengeMethod.S256)
                .build()
                .toURI();
    }

    @Override
    public ConfirmedIdentity confirm(Response response, Challenge challenge) throws ProviderFailedException {
        try {
            var token = exchange(response, challenge);
            var user = JSONObjectUtils.parse(http.get(URI.create(apiUrl + "/user"), token));
            var emails = JSONArrayUtils.parse(http.get(URI.create(apiUrl + "/user/emails"), token));
            if (!(user.get("id") instanceof Number id)) {
                throw new ParseException("no id", 0);
            }
            return new ConfirmedIdentity(
                    url,
                    String.valueOf(id.longValue()),
                    text(user, "login"),
                    primaryVerified(emails),
                    text(user, "name").flatMap(name -> PersonClaims.parse(name, DisplayName::parse)),
                    Optional.empty());
        } catch (ParseException | com.nimbusds.oauth2.sdk.ParseException e) {
            throw new ProviderFailedException(
                    Reason.INVALID_PROVIDER_RESPONSE, "Response of provider github is malformed", e);
        } catch (IOException e) {
            throw new ProviderFailedException(Reason.PROVIDER_UNAVAILABLE, "Could not reach provider github", e);
        }
    }

    private String exchange(Response response, Challenge challenge)
            throws IOException, com.nimbusds.oauth2.sdk.ParseException {
        var grant = new AuthorizationCodeGrant(
                new AuthorizationCode(response.code()),
                challenge.redirectUri(),
                new CodeVerifier(challenge.verifier()));
        var client = new ClientSecretPost(new ClientID(settings.clientId()), new Secret(settings.clientSecret()));
        var request = new TokenRequest(URI.create(url + "/login/oauth/access_token"), client, grant);
        return AccessTokenResponse.parse(request.toHTTPRequest().send(http))
                .getTokens()
                .getAccessToken()
                .getValue();
    }

    /** Of several addresses only the primary one counts, and only if GitHub has verified it. */
    private static Optional<EmailAddress> primaryVerified(List<Object> emails) {
        return emails.stream()
                .filter(Map.class::isInstance)
                .map(Map.class::cast)
                .filter(email ->
                        Boolean.TRUE.equals(email.get("primary")) && Boolean.TRUE.equals(email.get("verified")))
                .map(email -> String.valueOf(email.get("email")))
                .flatMap(text -> PersonClaims.parse(text, EmailAddress::parse).stream())
                .findFirst();
    }

    private static Optional<String> text(Map<String, Object> object, String name) {
        return object.get(name) instanceof String text && !text.isBlank() ? Optional.of(text) : Optional.empty();
    }
}
