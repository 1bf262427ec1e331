package org.keyledger.gateway.requestjson;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A record parameter that is read from the request body with {@link StrictBodyReader}. A missing body is read as
 * {@code {}}.
 */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface StrictBody {

    /** Whether the fields are also accepted as {@code application/x-www-form-urlencoded}, as RFC 7662 requires. */
    boolean form() default false;
}
