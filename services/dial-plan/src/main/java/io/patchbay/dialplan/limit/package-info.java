/// Limits that hold across the cluster: this replica's part of the ledger, and who asks it.
@NullMarked
package io.patchbay.dialplan.limit;

import org.jspecify.annotations.NullMarked;
