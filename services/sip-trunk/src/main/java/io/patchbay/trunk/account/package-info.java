/// Accounts of ours at registrars and providers, and how their servers are: who looks after which
/// trunk, registration (RFC 3261 §10), OPTIONS. The machine is pure, [Accounts] runs it.
@NullMarked
package io.patchbay.trunk.account;

import org.jspecify.annotations.NullMarked;
