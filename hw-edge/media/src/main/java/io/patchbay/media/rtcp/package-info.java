/// RTCP reports over `byte[]` (RFC 3550 §6). Pure.
@NullMarked
package io.patchbay.media.rtcp;

import org.jspecify.annotations.NullMarked;
