/// STUN messages (RFC 8489) as far as a binding client and an ICE-lite responder (RFC 8445) need
/// them.
@NullMarked
package io.patchbay.stun;

import org.jspecify.annotations.NullMarked;
