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
}
