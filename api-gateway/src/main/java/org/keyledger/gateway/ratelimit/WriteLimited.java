package org.keyledger.gateway.ratelimit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Limits the calls of an endpoint by account ({@link Limit#WRITE}), because each can append to the ledger. Calls are
 * counted after authentication; an endpoint without a verified caller counts them itself.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface WriteLimited {}
