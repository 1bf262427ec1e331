package org.keyledger.gateway.requesthead;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A {@code GET} that changes something, because a mailed link leads to it. It is called only when a person may have
 * opened the link: {@code HEAD} gets 200 without a body and a prefetch gets 503, both without effect.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface GetWithEffect {}
