package org.keyledger.gateway.federation;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Date;

/** Makes the client secret that Apple requires: a JWT, signed with the team's key by ES256, that is valid for minutes. */
final class AppleClientSecret {

    private static final Duration LIFETIME = Duration.ofMinutes(5);

    private final ProviderSettings settings;
    private final PrivateKey key;
    private final Clock clock;

    /** @throws org.keyledger.kernel.settings.InvalidSettingException if the file has no EC key in PEM (PKCS #8) */
    AppleClientSecret(ProviderSettings settings, Clock clock) {
        this.settings = settings;
        this.key = read(settings.privateKeyFile());
        this.clock = clock;
    }

    private static PrivateKey read(String file) {
        try {
            var text = Files.readString(Path.of(file)).replaceAll("-----[A-Z ]+-----|\\s", "");
            return KeyFactory.getInstance("EC")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(text)));
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw FederationSettings.invalid(
                    FederationSettings.APPLE,
                    "private-key-file",
                    "must be a file with an EC private key in PEM (PKCS #8), was \"" + file + "\"");
        }
    }

    String create() {
        var now = clock.instant();
        var claims = new JWTClaimsSet.Builder()
                .issuer(settings.teamId())
                .subject(settings.clientId())
                .audience(settings.issuer())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFETIME)))
                .build();
        var header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .keyID(settings.keyId())
                .build();
        try {
            var jwt = new SignedJWT(header, claims);
            jwt.sign(new ECDSASigner(key, Curve.P_256));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("the key of OAUTH_APPLE_PRIVATE_KEY_FILE cannot sign with ES256", e);
        }
    }
}
