package org.keyledger.gateway.passkey;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Use cases of passkeys. */
@Configuration(proxyBeanMethods = false)
@Import({RelyingParty.class, PasskeyChallenges.class, PasskeyRegistration.class, PasskeyLogIn.class})
public class PasskeyConfiguration {}
