package org.keyledger.server.endtoend;

import java.net.http.HttpResponse;
import org.keyledger.server.provider.Person;
import org.keyledger.server.provider.TestProvider;

/** A browser with which a person logs in at a provider. */
record ProviderBrowser(CookieClient client) {

    static ProviderBrowser create() {
        return new ProviderBrowser(new CookieClient(SharedService.client().base()));
    }

    /** The whole flow: the response of the callback. */
    HttpResponse<String> logIn(String name, TestProvider provider, Person person) {
        return open(provider.logIn(start(name, "flow=login"), person));
    }

    /** The whole flow that links the identity to the account of this browser. */
    HttpResponse<String> link(String name, TestProvider provider, Person person) {
        return open(provider.logIn(start(name, "flow=link"), person));
    }

    /** The page of the provider that the start redirects to. */
    String start(String name, String query) {
        return location(client.get("/api/auth/oauth/" + name + "?" + query));
    }

    /** @param url of the service */
    HttpResponse<String> open(String url) {
        return client.get(url.substring(SharedService.client().base().length()));
    }

    static String location(HttpResponse<String> response) {
        return response.headers().firstValue("Location").orElse("no Location: " + response.statusCode());
    }

    boolean isSignedIn() {
        return client.get("/api/auth/me").statusCode() == 200;
    }

    HttpResponse<String> unlink(String name) {
        return client.send("DELETE", "/api/auth/identities/" + name, "", "X-CSRF-Token", client.cookie("csrf_token"));
    }
}
