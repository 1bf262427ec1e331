package org.keyledger.server.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.keyledger.server.provider.TestProvider;

/** Two providers in the JVM of the tests, and the settings with which a service uses them under four names. */
final class TestProviders {

    static final TestProvider FIRST = TestProvider.start(0);
    static final TestProvider SECOND = TestProvider.start(0);

    private TestProviders() {}

    static Map<String, String> settings() throws IOException {
        var settings = new HashMap<String, String>();
        for (var name : new String[] {"ACME", "GOOGLE", "GITHUB"}) {
            settings.put("OAUTH_" + name + "_CLIENT_ID", TestProvider.CLIENT_ID);
            settings.put("OAUTH_" + name + "_CLIENT_SECRET", TestProvider.CLIENT_SECRET);
        }
        settings.put("OAUTH_ACME_ISSUER", FIRST.issuer());
        settings.put("OAUTH_GOOGLE_ISSUER", SECOND.issuer());
        settings.put("OAUTH_GITHUB_URL", SECOND.issuer());
        settings.put("OAUTH_GITHUB_API_URL", SECOND.issuer());
        settings.put("OAUTH_APPLE_ISSUER", FIRST.issuer());
        settings.put("OAUTH_APPLE_CLIENT_ID", TestProvider.CLIENT_ID);
        settings.put("OAUTH_APPLE_TEAM_ID", "TEAM123456");
        settings.put("OAUTH_APPLE_KEY_ID", "KEY1234567");
        settings.put("OAUTH_APPLE_PRIVATE_KEY_FILE", privateKeyFile());
        return settings;
    }

    private static String privateKeyFile() throws IOException {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            var encoded = Base64.getMimeEncoder()
                    .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
            var file = Files.createTempFile("apple", ".p8");
            file.toFile().deleteOnExit();
            Files.writeString(file, "-----BEGIN PRIVATE KEY-----\n" + encoded + "\n-----END PRIVATE KEY-----\n");
            return file.toString();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
