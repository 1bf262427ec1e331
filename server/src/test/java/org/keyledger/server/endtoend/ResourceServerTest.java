package org.keyledger.server.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.server.TwoGateways;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/** The configuration that docs/integrate/checking-keys.md shows for Spring Security. */
@DisplayName("Verifying tokens with Spring Security's resource server")
class ResourceServerTest {

    private static final String ISSUER = "http://localhost";
    private static final String CLIENT_ID = "keyledger-token";

    private final ServiceClient client = new ServiceClient(TwoGateways.shared().one());

    @Test
    void accepts_both_tokens_of_a_sign_up() {
        // given
        var signedUp = client.signUp("resource-server@example.com").expect(201);
        var decoder = decoder(JwtValidators.createAtJwtValidator()
                .issuer(ISSUER)
                .audience(ISSUER)
                .clientId(CLIENT_ID)
                .build());

        for (var field : new String[] {"/token", "/session/access_token"}) {
            // when
            var token = decoder.decode(signedUp.string(field));

            // then
            assertThat(token.getSubject()).isEqualTo(signedUp.string("/user/id"));
            assertThat(token.getClaimAsString("client_id")).isEqualTo(CLIENT_ID);
        }
    }

    @Test
    void accepts_a_refreshed_token() {
        var signedUp = client.signUp("resource-server-refresh@example.com").expect(201);
        var refreshed =
                client.refresh(signedUp.string("/session/refresh_token")).expect(200);

        assertThat(decoder(JwtValidators.createAtJwtValidator()
                                .issuer(ISSUER)
                                .audience(ISSUER)
                                .clientId(CLIENT_ID)
                                .build())
                        .decode(refreshed.string("/token"))
                        .getClaimAsString("client_id"))
                .isEqualTo(CLIENT_ID);
    }

    @Test
    void refuses_another_audience_and_another_client() {
        var token =
                client.signUp("resource-server-other@example.com").expect(201).string("/token");

        assertThatThrownBy(() -> decoder(JwtValidators.createAtJwtValidator()
                                .issuer(ISSUER)
                                .audience("https://elsewhere.example")
                                .clientId(CLIENT_ID)
                                .build())
                        .decode(token))
                .isInstanceOf(JwtValidationException.class)
                .hasMessageContaining("aud");
        assertThatThrownBy(() -> decoder(new DelegatingOAuth2TokenValidator<>(
                                new JwtClaimValidator<String>("client_id", "another-client"::equals)))
                        .decode(token))
                .isInstanceOf(JwtValidationException.class)
                .hasMessageContaining("client_id");
    }

    private JwtDecoder decoder(OAuth2TokenValidator<Jwt> validator) {
        var decoder = NimbusJwtDecoder.withJwkSetUri(client.base() + "/.well-known/jwks.json")
                .jwsAlgorithm(SignatureAlgorithm.ES256)
                .validateType(false)
                .build();
        decoder.setJwtValidator(validator);
        return decoder;
    }
}
