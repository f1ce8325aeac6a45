/// What edges received, into the ledger.
@NullMarked
package io.patchbay.sms.receive;

import org.jspecify.annotations.NullMarked;
