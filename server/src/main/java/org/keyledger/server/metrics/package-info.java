/** Metrics of the service for Prometheus. No label contains personal data. */
@NullMarked
package org.keyledger.server.metrics;

import org.jspecify.annotations.NullMarked;
