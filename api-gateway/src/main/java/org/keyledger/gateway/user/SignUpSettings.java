package org.keyledger.gateway.user;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What signing up asks for.
 *
 * @param mail whether an address is verified by mail; off, it counts as verified at once
 */
@ConfigurationProperties("keyledger.sign-up")
record SignUpSettings(@DefaultValue("true") boolean mail) {}
