/** Says where a request comes from, for pages that are not for everybody. */
@NullMarked
package org.keyledger.server.loopback;

import org.jspecify.annotations.NullMarked;
