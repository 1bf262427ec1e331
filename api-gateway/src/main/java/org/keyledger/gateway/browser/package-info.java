/** The browser API: sessions in cookies, under {@code /api/auth}. Its endpoints call the use cases of the features. */
@NullMarked
package org.keyledger.gateway.browser;

import org.jspecify.annotations.NullMarked;
