package org.keyledger.gateway.problem;

import java.util.ArrayList;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.accept.ContentNegotiationStrategy;
import org.springframework.web.accept.HeaderContentNegotiationStrategy;
import org.springframework.web.context.request.NativeWebRequest;

/** {@code Accept} is a wish: who wishes for what there is not gets what there is (RFC 9110, section 12.4.1). */
final class LenientContentNegotiation implements ContentNegotiationStrategy {

    private final ContentNegotiationStrategy header = new HeaderContentNegotiationStrategy();

    @Override
    public List<MediaType> resolveMediaTypes(NativeWebRequest request) {
        try {
            var wished = new ArrayList<>(header.resolveMediaTypes(request));
            wished.add(MediaType.ALL);
            return wished;
        } catch (HttpMediaTypeNotAcceptableException e) {
            return MEDIA_TYPE_ALL_LIST;
        }
    }
}
