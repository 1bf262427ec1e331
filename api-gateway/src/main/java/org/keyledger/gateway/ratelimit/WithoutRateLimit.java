package org.keyledger.gateway.ratelimit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** An endpoint that is not limited by {@link RateLimited} or {@link WriteLimited}, although it is no plain read. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface WithoutRateLimit {

    /** Why. */
    String value();
}
