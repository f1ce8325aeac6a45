/// Limits: what a call claims of them, and the ledger that grants it. Pure; time comes in.
///
/// Every replica of dial-plan reads the entries of one topic in one order and applies them to a
/// [Ledger]; what is granted follows from the order alone, so that no replica has to be trusted,
/// elected or fenced. `LimitTerms` says what a call claims, at which moment, of which limits.
@NullMarked
package io.patchbay.routing.limit;

import org.jspecify.annotations.NullMarked;
