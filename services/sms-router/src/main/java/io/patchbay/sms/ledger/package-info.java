/// The states of a message and its parts. Pure.
@NullMarked
package io.patchbay.sms.ledger;

import org.jspecify.annotations.NullMarked;
