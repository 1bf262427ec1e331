package org.keyledger.gateway.requestjson;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A record read from the request's body by the strict rules. No body is {@code {}}. */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface StrictBody {

    /** Whether the same fields may come as {@code application/x-www-form-urlencoded} too, where a standard says so. */
    boolean form() default false;
}
