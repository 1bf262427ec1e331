package org.keyledger.gateway.authentication;

import jakarta.servlet.http.HttpServletRequest;
import java.util.stream.Stream;

/** Reads the credentials that one part of a request carries, such as its headers. They are not verified yet. */
@FunctionalInterface
interface CredentialReader {

    /**
     * The credentials; more than one if they differ.
     *
     * @throws org.keyledger.gateway.problem.ProblemException 400 {@code ambiguous-credentials} if the part is
     *     contradictory in itself
     */
    Stream<PresentedCredential> read(HttpServletRequest request);
}
