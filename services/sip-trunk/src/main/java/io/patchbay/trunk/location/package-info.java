/// Where a caller is, as SIP carries it to who answers emergency calls (RFC 4119, RFC 6442). Pure.
@NullMarked
package io.patchbay.trunk.location;

import org.jspecify.annotations.NullMarked;
