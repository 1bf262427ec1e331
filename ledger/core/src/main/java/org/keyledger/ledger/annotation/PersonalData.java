package org.keyledger.ledger.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A field about a person: stored encrypted with the subject's key, erased when the key is destroyed, never published. */
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface PersonalData {

    /**
     * The component that names the subject: of the same record or, where this one is {@code @JsonUnwrapped}, of the
     * record around it.
     */
    String subject();

    /**
     * The component that names a second subject: the field is erased when the key of either of them is destroyed. No
     * second subject if empty, or if both components name the same one.
     */
    String alsoSubject() default "";
}
