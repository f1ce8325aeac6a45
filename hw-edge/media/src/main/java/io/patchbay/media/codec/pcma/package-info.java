/// G.711 A-law (PCMA, RFC 3551 §4.5.14).
@NullMarked
package io.patchbay.media.codec.pcma;

import org.jspecify.annotations.NullMarked;
