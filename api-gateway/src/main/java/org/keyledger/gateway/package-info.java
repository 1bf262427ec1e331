/** The HTTP side of the service: endpoints, authentication, rate limits and the classes that they share. */
@NullMarked
package org.keyledger.gateway;

import org.jspecify.annotations.NullMarked;
