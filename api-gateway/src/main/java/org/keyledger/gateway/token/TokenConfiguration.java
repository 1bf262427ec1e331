package org.keyledger.gateway.token;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Endpoints of the token API, which bearer tokens authenticate. */
@Configuration(proxyBeanMethods = false)
@Import({
    CreateApiKeyEndpoint.class,
    ChangeApiKeyEndpoint.class,
    ListApiKeysEndpoint.class,
    RotateApiKeyEndpoint.class,
    RevokeApiKeyEndpoint.class,
    ConfirmApiKeyEndpoint.class
})
public class TokenConfiguration {}
