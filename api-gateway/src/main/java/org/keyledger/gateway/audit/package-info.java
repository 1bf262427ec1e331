/** Security events of the caller: the use case, its endpoint and its part of the export. */
@NullMarked
package org.keyledger.gateway.audit;

import org.jspecify.annotations.NullMarked;
