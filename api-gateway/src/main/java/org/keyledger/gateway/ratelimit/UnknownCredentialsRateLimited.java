package org.keyledger.gateway.ratelimit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A door that counts nobody whose credential is alive; all others by client address, as {@link Limit#UNKNOWN_KEY}. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface UnknownCredentialsRateLimited {}
