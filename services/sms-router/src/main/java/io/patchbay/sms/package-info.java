/// Short messages: ledger, routes, delivery.
@NullMarked
package io.patchbay.sms;

import org.jspecify.annotations.NullMarked;
