package org.keyledger.query.verifier;

import org.keyledger.kernel.tenant.TenantId;

/** A tenant that nobody owns any more: no key of it is accepted, also none that was being made meanwhile. */
record ClosedTenant(TenantId tenant) {}
