package org.keyledger.gateway.problem;

import java.util.ArrayList;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.accept.ContentNegotiationStrategy;
import org.springframework.web.accept.HeaderContentNegotiationStrategy;
import org.springframework.web.context.request.NativeWebRequest;

/**
 * Ignores an {@code Accept} that excludes the response's type, instead of responding 406 (RFC 9110, section 12.4.1).
 */
final class LenientContentNegotiation implements ContentNegotiationStrategy {

    private final ContentNegotiationStrategy header = new HeaderContentNegotiationStrategy();

    @Override
    public List<MediaType> resolveMediaTypes(NativeWebRequest request) {
        try {
            var accepted = new ArrayList<>(header.resolveMediaTypes(request));
            accepted.add(MediaType.ALL);
            return accepted;
        } catch (HttpMediaTypeNotAcceptableException e) {
            return MEDIA_TYPE_ALL_LIST;
        }
    }
}
