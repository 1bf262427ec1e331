package org.keyledger.server.endtoend;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import java.util.List;

/** An authenticator of a tab of Chromium that keeps passkeys and verifies its user at once (WebAuthn Level 3, section 11). */
final class VirtualAuthenticator {

    private static final List<String> PROPERTIES =
            List.of("hasResidentKey", "hasUserVerification", "isUserVerified", "automaticPresenceSimulation");

    private final CDPSession devTools;
    private final String id;

    private VirtualAuthenticator(CDPSession devTools, String id) {
        this.devTools = devTools;
        this.id = id;
    }

    static VirtualAuthenticator addTo(Page page) {
        var devTools = page.context().newCDPSession(page);
        devTools.send("WebAuthn.enable");
        var options = new JsonObject();
        options.addProperty("protocol", "ctap2");
        options.addProperty("transport", "internal");
        PROPERTIES.forEach(property -> options.addProperty(property, true));
        var arguments = new JsonObject();
        arguments.add("options", options);
        var added = devTools.send("WebAuthn.addVirtualAuthenticator", arguments);
        return new VirtualAuthenticator(devTools, added.get("authenticatorId").getAsString());
    }

    void verifyUser(boolean verified) {
        var arguments = new JsonObject();
        arguments.addProperty("authenticatorId", id);
        arguments.addProperty("isUserVerified", verified);
        devTools.send("WebAuthn.setUserVerified", arguments);
    }
}
