/// How a peer proves over TLS that it is the peer (RFC 5922).
@NullMarked
package io.patchbay.trunk.tls;

import org.jspecify.annotations.NullMarked;
