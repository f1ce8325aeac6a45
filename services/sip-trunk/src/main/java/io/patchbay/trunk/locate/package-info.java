/// Where the servers of a SIP domain are (RFC 3263).
@NullMarked
package io.patchbay.trunk.locate;

import org.jspecify.annotations.NullMarked;
