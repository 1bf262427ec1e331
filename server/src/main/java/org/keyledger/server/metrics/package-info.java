/** Counts and times what the service does, for whoever watches over it: numbers and routes, never persons. */
@NullMarked
package org.keyledger.server.metrics;

import org.jspecify.annotations.NullMarked;
