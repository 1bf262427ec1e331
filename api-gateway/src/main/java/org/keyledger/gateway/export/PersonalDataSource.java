package org.keyledger.gateway.export;

import org.keyledger.gateway.authentication.SessionCaller;

/** A part of the export of a user's data. Every bean of this type is one member of the document. */
public interface PersonalDataSource {

    /** The name of the member, in snake case. */
    String name();

    /**
     * What the service holds about the caller, without secrets: a value that is written as a response would be. A list that
     * can be long is an {@link Iterable} that reads while it is iterated, such as {@link PagedItems}.
     */
    Object read(SessionCaller caller);
}
