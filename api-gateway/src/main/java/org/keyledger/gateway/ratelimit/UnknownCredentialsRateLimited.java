package org.keyledger.gateway.ratelimit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Limits the calls of an endpoint with unknown or ended credentials by client address ({@link Limit#UNKNOWN_KEY}). */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface UnknownCredentialsRateLimited {}
