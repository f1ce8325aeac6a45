/// GSM full rate (RFC 3551 §4.5.8) by libgsm.
@NullMarked
package io.patchbay.media.codec.gsm;

import org.jspecify.annotations.NullMarked;
