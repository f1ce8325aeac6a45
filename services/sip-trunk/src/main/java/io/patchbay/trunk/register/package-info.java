/// Registrar and digest authentication (RFC 3261 §10 and §22, RFC 7616, RFC 8760).
@NullMarked
package io.patchbay.trunk.register;

import org.jspecify.annotations.NullMarked;
