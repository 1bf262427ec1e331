/** Query side: projections, read models and query handlers, one package per feature. */
@NullMarked
package org.keyledger.query;

import org.jspecify.annotations.NullMarked;
