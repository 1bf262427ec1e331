package org.keyledger.gateway.page;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.keyledger.gateway.cookie.DeviceCookie;
import org.keyledger.gateway.messaging.RequestContext;
import org.keyledger.kernel.RequestMetadata;
import org.keyledger.kernel.language.Language;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Records the device and the language of the client for the commands that start a session or create an account: the
 * device decides whether the user gets a notice, the language is that of mails to a new user.
 */
final class ClientMetadataInterceptor implements HandlerInterceptor {

    private final DeviceCookie deviceCookie;
    private final Function<HttpServletRequest, Language> language;

    ClientMetadataInterceptor(DeviceCookie deviceCookie, Function<HttpServletRequest, Language> language) {
        this.deviceCookie = deviceCookie;
        this.language = language;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        RequestContext.recordClient(request, () -> metadata(request));
        return true;
    }

    private Map<String, Object> metadata(HttpServletRequest request) {
        var metadata = new HashMap<String, Object>();
        metadata.put(RequestMetadata.LANGUAGE, language.apply(request).tag());
        deviceCookie.find(request).ifPresent(device -> metadata.put(RequestMetadata.DEVICE, device.toString()));
        return metadata;
    }
}
