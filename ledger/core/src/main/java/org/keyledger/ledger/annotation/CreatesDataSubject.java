package org.keyledger.ledger.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks the event that creates a data subject; the subject's key is created together with it, and only then. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface CreatesDataSubject {

    /** The component of the record that names the subject. */
    String value();
}
