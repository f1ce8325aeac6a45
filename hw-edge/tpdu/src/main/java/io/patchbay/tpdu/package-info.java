/// Short messages as they go over the air: TPDUs of 3GPP TS 23.040 and the alphabets of TS 23.038.
///
/// Pure values and functions. Whatever octets come in, the answer is a value or a [TpduException]
/// that names what is wrong with them.
@NullMarked
package io.patchbay.tpdu;

import org.jspecify.annotations.NullMarked;
