/** Security events of each user, for listing. */
@NullMarked
package org.keyledger.query.audit;

import org.jspecify.annotations.NullMarked;
