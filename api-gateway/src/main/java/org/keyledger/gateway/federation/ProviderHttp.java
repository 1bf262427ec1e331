package org.keyledger.gateway.federation;

import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPRequestSender;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPRequest;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/**
 * Calls providers: over TLS or within this machine, with timeouts, bounded in size and number, and without following
 * redirects.
 */
final class ProviderHttp implements HTTPRequestSender, ResourceRetriever {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int MAX_BYTES = 256 * 1024;
    /** More calls than this at a time are refused, so that a slow provider cannot take all threads. */
    private static final int MAX_CALLS = 64;

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(TIMEOUT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final Semaphore calls = new Semaphore(MAX_CALLS);

    /** The body of a response with status 200. */
    String get(URI uri) throws IOException {
        var response = call(HttpRequest.newBuilder(uri).header("Accept", "application/json"));
        return requireOk(uri, response);
    }

    /** The same, authorised with an access token (RFC 6750, section 2.1). */
    String get(URI uri, String accessToken) throws IOException {
        var response = call(HttpRequest.newBuilder(uri)
                .header("Accept", "application/json")
                .header("Authorization", "Bearer " + accessToken));
        return requireOk(uri, response);
    }

    private static String requireOk(URI uri, HTTPResponse response) throws IOException {
        if (response.getStatusCode() != HTTPResponse.SC_OK) {
            throw new IOException("status " + response.getStatusCode() + " from " + uri.getHost() + uri.getPath());
        }
        return response.getBody();
    }

    @Override
    public Resource retrieveResource(URL url) throws IOException {
        return new Resource(get(URI.create(url.toString())), "application/json");
    }

    @Override
    public ReadOnlyHTTPResponse send(ReadOnlyHTTPRequest request) throws IOException {
        var body = request.getBody() == null ? "" : request.getBody();
        var builder = HttpRequest.newBuilder(request.getURI());
        request.getHeaderMap().forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
        builder.setHeader("Accept", "application/json");
        return call(
                request.getMethod() == HTTPRequest.Method.POST ? builder.POST(BodyPublishers.ofString(body)) : builder);
    }

    private HTTPResponse call(HttpRequest.Builder builder) throws IOException {
        var request = builder.header("User-Agent", "keyledger").timeout(TIMEOUT).build();
        if (!ProviderSettings.isSafeUrl(request.uri().toString())) {
            throw new IOException("must be an https URL: " + request.uri());
        }
        if (!calls.tryAcquire()) {
            throw new IOException("too many calls of providers at a time");
        }
        try {
            return toHttpResponse(client.send(request, BodyHandlers.ofInputStream()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        } finally {
            calls.release();
        }
    }

    private static HTTPResponse toHttpResponse(HttpResponse<InputStream> response) throws IOException {
        try (var stream = response.body()) {
            var bytes = stream.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new IOException("response of more than " + MAX_BYTES + " bytes");
            }
            var read = new HTTPResponse(response.statusCode());
            response.headers().firstValue("Content-Type").ifPresent(type -> read.setHeader("Content-Type", type));
            read.setBody(new String(bytes, StandardCharsets.UTF_8));
            return read;
        }
    }
}
