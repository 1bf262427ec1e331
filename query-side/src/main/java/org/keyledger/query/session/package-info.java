/** Sessions of a user, for listing. */
@NullMarked
package org.keyledger.query.session;

import org.jspecify.annotations.NullMarked;
