package org.keyledger.query.verifier;

import org.keyledger.kernel.tenant.TenantId;

/**
 * A tenant without an owner: all of its keys are refused, including keys that were being created when it was closed.
 */
record ClosedTenant(TenantId tenant) {}
