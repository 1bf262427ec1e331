package org.keyledger.gateway.requestbody;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An endpoint that decides by the head of the request. Its response does not wait for a body, and nothing of a body is
 * read. The same is true of every {@code GET} and {@code HEAD}.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface BodyIgnored {}
